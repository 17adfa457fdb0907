// How long detecting takes in node, in milliseconds, on saved analyses:
//   roomprint detect plan.png --save-analysis analysis.json
//   node timing.mjs analysis.json...
// Without a file the drawn plan of `rooms.mjs` is measured. The least of many runs is told: what else the machine does only adds.

import { performance } from "node:perf_hooks";
import { detector } from "./rooms.mjs";

const RUNS = 200;

function least(runs, work) {
  let best = Infinity;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    work(run);
    best = Math.min(best, performance.now() - start);
  }
  return best.toFixed(2);
}

const files = process.argv.slice(2);
for (const file of files.length > 0 ? files : [undefined]) {
  const document = await detector(file);
  // as when a slider moves: every run has another setting
  const settings = (run) => ({ strictness: 0.3 + 0.04 * (run % 10) });
  const asJson = least(RUNS, (run) => document.detectJson(settings(run)));
  const asObjects = least(RUNS, (run) => document.detect(settings(run)));
  console.log(`${file ?? "drawn plan"}: ${document.detect().rooms.length} rooms, detectJson ${asJson} ms, detect ${asObjects} ms`);
  document.free();
}
