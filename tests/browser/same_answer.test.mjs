// The same analysis and settings give the same rooms, byte for byte: command line, HTTP, and WebAssembly.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { binary, startService, workspace } from "./service.mjs";

const { Detector } = createRequire(import.meta.url)(path.join(workspace, "detector-wasm/pkg/node"));
const SETTINGS = [
  {},
  { strictness: 0.2 },
  { strictness: 0.8, walls: "thin" },
  { keep_together: 0.5, min_room_area_percent: 0.5, split_by_name: true },
  { walls: "thick", pixels_per_metre: 40 },
];

let service;
let folder;
let saved;

before(async () => {
  service = await startService();
  folder = await mkdtemp(path.join(tmpdir(), "roomprint-same-"));
  saved = path.join(folder, "analysis.json");
  const sample = path.join(workspace, "web/public/sample.png");
  await promisify(execFile)(binary, ["detect", sample, "--out", path.join(folder, "first.json"), "--save-analysis", saved]);
});
after(() => service?.stop());

/** The text of the rooms as it stands in a document; no number goes through JavaScript. */
function roomsOf(text) {
  const start = text.indexOf('"rooms":');
  const end = text.indexOf('"unmatched_labels":');
  assert.ok(start >= 0 && end > start, `no rooms in ${text.slice(0, 200)}`);
  return text.slice(start, end).replace(/\s+(?=(?:[^"\\]|\\.|"(?:[^"\\]|\\.)*")*$)/g, "").replace(/,$/, "");
}

for (const settings of SETTINGS) {
  test(JSON.stringify(settings), async () => {
    const analysis = await readFile(saved, "utf8");
    const settingsFile = path.join(folder, "settings.json");
    const out = path.join(folder, "rooms.json");
    await writeFile(settingsFile, JSON.stringify(settings));
    await promisify(execFile)(binary, ["detect", saved, "--settings", settingsFile, "--out", out]);
    const byCommandLine = roomsOf(await readFile(out, "utf8"));

    const answer = await fetch(`${service.origin}/api/v1/detect`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `{"analysis":${analysis},"settings":${JSON.stringify(settings)}}`,
    });
    assert.equal(answer.status, 200);
    const byHttp = roomsOf(await answer.text());

    const detector = Detector.fromAnalysis(analysis);
    const byWasm = roomsOf(detector.detectJson(settings));
    detector.free();

    assert.ok(byCommandLine.length > 1000, "there are rooms to compare");
    assert.equal(byHttp, byCommandLine);
    assert.equal(byWasm, byCommandLine);
  });
}
