// How long from a move of a slider until the rooms are painted, on the largest plan there is.
//
//     node bench/slider.mjs          # in tests/browser, after `cargo xtask page` and `cargo build -p api`
//
// "drawn" is from the event of the slider to the end of drawing the rooms that follow from it; "on screen" is to the end of
// the frame that shows them. A screen of 60 frames a second shows nothing sooner than 16.7 ms after what happened as the
// frame before began, which is when browsers hand out movements of the pointer.

import { launch, openPage } from "../browser.mjs";
import { open, waitForRooms } from "../pages.mjs";
import { startService } from "../service.mjs";
import { drawn, largestPlan, summary } from "./plans.mjs";

const MOVES = 240;

/** In the page: notes when the rooms' canvas is drawn on, and when the frame after that is over. */
function watch() {
  const samples = (globalThis.samples = []);
  let moved = 0;
  let last = 0;
  addEventListener("input", () => (moved = performance.now()), true);
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...place) {
    clear.apply(this, place);
    if (this.canvas.dataset.testid !== "room-canvas" || moved === 0 || moved === last) return;
    last = moved;
    const sample = { moved };
    // after the task that draws
    const { port1, port2 } = new MessageChannel();
    queueMicrotask(() => (sample.drawn = performance.now() - sample.moved));
    port1.onmessage = () => (sample.shown = performance.now() - sample.moved);
    requestAnimationFrame(() => port2.postMessage(null));
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
    await page.evaluate(() => (globalThis.samples.length = 0));
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width / 2, y);
    await page.mouse.down();
    for (let move = 0; move < MOVES; move += 1) {
      await page.mouse.move(box.x + box.width * (0.5 + 0.45 * Math.sin(move / 12)), y);
      await page.waitForTimeout(20);
    }
    await page.mouse.up();
    await page.waitForTimeout(300);
    const samples = (await page.evaluate(() => globalThis.samples)).filter((sample) => sample.shown);
    console.log(`  ${summary(`${key}, drawn`, samples.map((sample) => sample.drawn))}`);
    console.log(`  ${summary(`${key}, on screen`, samples.map((sample) => sample.shown))}`);
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
