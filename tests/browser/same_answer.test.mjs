// The same analysis and settings give the same rooms, byte for byte: command line, HTTP, WebAssembly, and the page, whether
// its worker or the page itself finds them.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { openPage } from "./browser.mjs";
import { until } from "./pages.mjs";
import { downloaded, rooms } from "./plan_page.mjs";
import { binary, startService, workspace } from "./service.mjs";
import { browser, service, startedWith } from "./started.mjs";

const { Detector } = createRequire(import.meta.url)(path.join(workspace, "detector-wasm/pkg/node"));
const SETTINGS = [
  {},
  { strictness: 0.2 },
  { strictness: 0.8, walls: "thin" },
  { keep_together: 0.5, min_room_area_percent: 0.5, split_by_name: true },
  { walls: "thick", pixels_per_metre: 40 },
];

let folder;
let saved;

startedWith(startService);
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "roomprint-same-"));
  saved = path.join(folder, "analysis.json");
  const sample = path.join(workspace, "web/public/sample.png");
  await promisify(execFile)(binary, ["detect", sample, "--out", path.join(folder, "first.json"), "--save-analysis", saved]);
});

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

test("in the page, by its own copy of the analysis", async () => {
  const presets = SETTINGS.map((settings, index) => ({ name: `preset ${index}`, settings }));
  const { page, context, faults } = await openPage(browser, service.origin);
  await page.addInitScript((presets) => {
    localStorage.setItem("roomprint-presets", JSON.stringify(presets));
    // once `alone` is set, the worker is asked for no rooms any more
    const post = Worker.prototype.postMessage;
    globalThis.copies = 0;
    Worker.prototype.postMessage = function (message, ...more) {
      if (/"Tuning"/.test(message?.head)) this.addEventListener("message", ({ data }) => (globalThis.copies += /"Tuning"/.test(data?.head)));
      if (!(globalThis.alone && /"Detect"/.test(message?.head))) post.call(this, message, ...more);
    };
  }, presets);
  await page.reload();
  await page.getByTestId("upload-switch").uncheck();
  await page.getByTestId("file-input").setInputFiles(saved);
  await rooms(page, 8);
  // the page asks for its copy when somebody is near the sliders, and has it when the worker has written it
  await page.getByTestId("preset").focus();
  await page.waitForFunction(() => globalThis.copies > 0);
  await page.evaluate(() => (globalThis.alone = true));
  const settingsFile = path.join(folder, "settings.json");
  const out = path.join(folder, "rooms.json");
  for (const [index, settings] of SETTINGS.entries()) {
    await writeFile(settingsFile, JSON.stringify(settings));
    await promisify(execFile)(binary, ["detect", saved, "--settings", settingsFile, "--out", out]);
    const byCommandLine = roomsOf(await readFile(out, "utf8"));
    await page.getByTestId("preset").selectOption(`preset ${index}`);
    const same = async () => roomsOf(await readFile((await downloaded(page, "download-json")).path, "utf8")) === byCommandLine;
    await until(same, `the rooms under ${JSON.stringify(settings)}`);
  }
  assert.deepEqual(faults, []);
  await context.close();
});
