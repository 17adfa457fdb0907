// The plan that benchmarks are run on: the largest picture of ROOMPRINT_PLANS, or one that is drawn.

import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { gridOfRooms } from "../drawings.mjs";

/**
 * 300 rooms on 10,080 x 7,680 pixels. Rooms that are all the same look doubtful to the detector, so it is asked to let
 * doubtful ones in.
 */
export const drawn = () => ({
  name: "drawn, 300 rooms",
  file: "drawn.png",
  bytes: gridOfRooms(20, 15, 480),
  settings: "#strictness=0",
});

/** Width times height of a PNG. */
function pixels(bytes) {
  return bytes.readUInt32BE(16) * bytes.readUInt32BE(20);
}

/** The picture of the most pixels, of those that are PNG. */
export async function largestPlan() {
  const root = process.env.ROOMPRINT_PLANS;
  if (!root) return drawn();
  let largest;
  for (const entry of await readdir(root, { recursive: true })) {
    const file = path.join(root, entry);
    if (!/\.png$/i.test(entry) || !(await stat(file)).isFile()) continue;
    const bytes = await readFile(file);
    if (bytes.length < 24 || bytes.readUInt32BE(0) !== 0x89504e47) continue;
    if (!largest || pixels(bytes) > pixels(largest.bytes)) largest = { name: entry, file: path.basename(entry), bytes };
  }
  return largest ?? drawn();
}

/** The share-th value of a list, 0 to 1. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** `name: median 3.1, 95 % 5.0, most 7.2 ms of 200`. */
export function summary(name, values) {
  const [median, most, longest] = [0.5, 0.95, 1].map((share) => percentile(values, share).toFixed(1));
  return `${name}: median ${median}, 95 % below ${most}, most ${longest} ms, of ${values.length}`;
}
