// The rooms of a saved analysis, or of what Textract answered, in node:
//   node rooms.mjs analysis.json '{"strictness":0.6}'
// Without a file it draws two rooms into a pixel buffer and finds those.

import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const { Detector, modelVersion } = createRequire(import.meta.url)("../pkg/node");

/** Two rooms with a door between them, as `ImageData` would hold them. */
export function drawnPlan(width = 600, height = 400) {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  const wall = (x0, y0, x1, y1) => {
    for (let y = y0; y < y1; y++) {
      for (let x = x0; x < x1; x++) rgba.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  };
  wall(50, 50, 550, 60);
  wall(50, 340, 550, 350);
  wall(50, 50, 60, 350);
  wall(540, 50, 550, 350);
  wall(295, 50, 305, 170);
  wall(295, 220, 305, 350);
  return { width, height, rgba };
}

export async function detector(file) {
  if (file) return Detector.fromAnalysis(await readFile(file));
  const { width, height, rgba } = drawnPlan();
  return Detector.fromPixels(width, height, rgba);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, settings = "{}"] = process.argv.slice(2);
  const document = await detector(file);
  const { rooms, warnings } = document.detect(JSON.parse(settings));
  console.log(`${rooms.length} rooms (${modelVersion()})`);
  for (const room of rooms) {
    console.log(`${room.id}  ${(room.confidence * 100).toFixed(0).padStart(3)} %  ${room.name_hint ?? "-"}  [${room.bounding_box}]`);
  }
  for (const { message } of warnings) console.log(`note: ${message}`);
  document.free();
}
