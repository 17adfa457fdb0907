// How long from a move of a slider until the rooms are painted, on the largest plan there is.
//
//     node bench/slider.mjs          # in tests/browser, after `cargo xtask page` and `cargo build -p api`
//
// All times begin with the slider's `input` event, by its own time stamp. "painted" is to the end of drawing the rooms that
// follow from it, "frame" to the end of the frame that carries them, "listed" to the end of the last work that the move
// brings about, the list of rooms. The last line is the browser's own count (Event Timing) of moves after which it was more
// than 16 ms until a frame was shown; it counts in steps of 8 ms.

import { launch, openPage } from "../browser.mjs";
import { open, waitForRooms } from "../pages.mjs";
import { startService } from "../service.mjs";
import { drawn, largestPlan, summary } from "./plans.mjs";

const MOVES = 240;

/** In the page: notes when the rooms' canvas is drawn on after a move, and when the frame after that is over. */
function watch() {
  const samples = (globalThis.samples = []);
  globalThis.slow = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "input" && entry.duration > 16) globalThis.slow += 1;
  }).observe({ type: "event", durationThreshold: 16 });
  let moved;
  addEventListener("input", (event) => (moved = event.timeStamp), true);
  const after = (task) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = task;
    port2.postMessage(null);
  };
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...place) {
    clear.apply(this, place);
    if (this.canvas.dataset.testid !== "room-canvas" || moved === undefined) return;
    const sample = { moved };
    const since = () => performance.now() - sample.moved;
    moved = undefined;
    queueMicrotask(() => (sample.painted = since()));
    requestAnimationFrame(() =>
      after(() => {
        sample.frame = since();
        // behind the list, which is brought up to date after the frame
        setTimeout(() => setTimeout(() => (sample.listed = since())));
      }),
    );
    samples.push(sample);
  };
}

async function measure(browser, service, plan) {
  const { page, context } = await openPage(browser, `${service.origin}/${plan.settings ?? ""}`);
  await page.getByTestId("upload-switch").waitFor();
  await page.getByTestId("upload-switch").uncheck();
  await open(page, plan.file, plan.bytes);
  await waitForRooms(page, 1, 120_000);
  await page.waitForTimeout(1500);
  await page.evaluate(watch);
  for (const key of ["strictness", "min_confidence", "keep_together"]) {
    const slider = page.getByTestId(`setting-${key}`);
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    await page.evaluate(() => {
      globalThis.samples.length = 0;
      globalThis.slow = 0;
    });
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width / 2, y);
    await page.mouse.down();
    for (let move = 0; move < MOVES; move += 1) {
      await page.mouse.move(box.x + box.width * (0.5 + 0.45 * Math.sin(move / 12)), y);
      await page.waitForTimeout(20);
    }
    await page.mouse.up();
    await page.waitForTimeout(300);
    const { samples, slow } = await page.evaluate(() => ({ samples: globalThis.samples, slow: globalThis.slow }));
    const whole = samples.filter((sample) => sample.listed);
    for (const what of ["painted", "frame", "listed"]) {
      console.log(`  ${summary(`${key}, ${what}`, whole.map((sample) => sample[what]))}`);
    }
    console.log(`  ${key}, by the browser's own count: ${slow} of ${whole.length} moves were on screen after more than 16 ms`);
  }
  console.log(`  ${await page.getByTestId("settings-found").innerText()}, detected in ${await page.getByTestId("settings-time").innerText()}`);
  await context.close();
}

const [browser, service] = await Promise.all([launch(), startService()]);
try {
  const largest = await largestPlan();
  for (const plan of largest.file === "drawn.png" ? [largest] : [largest, drawn()]) {
    console.log(`${plan.name}: from a move of a slider to the rooms`);
    await measure(browser, service, plan);
  }
} finally {
  await browser.close();
  await service.stop();
}
