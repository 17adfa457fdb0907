// Frames while a large plan with many rooms is moved and enlarged, and how long the page takes until it can be used.
//
//     node bench/frames.mjs          # in tests/browser, after `cargo xtask page` and `cargo build -p api`

import { launch, openPage } from "../browser.mjs";
import { open, waitForRooms } from "../pages.mjs";
import { startService } from "../service.mjs";
import { drawn, summary } from "./plans.mjs";

/** In the page: the times between frames, and of the page's own work in each, until it is told to stop. */
function watchFrames() {
  const frames = (globalThis.frames = []);
  let last = performance.now();
  const next = (now) => {
    frames.push(now - last);
    last = now;
    globalThis.watching = requestAnimationFrame(next);
  };
  globalThis.watching = requestAnimationFrame(next);
}

async function during(page, name, act) {
  await page.evaluate(watchFrames);
  await act();
  const frames = await page.evaluate(() => {
    cancelAnimationFrame(globalThis.watching);
    return globalThis.frames.slice(2);
  });
  const late = frames.filter((frame) => frame > 25).length;
  console.log(`  ${summary(name, frames)}; ${late} late`);
}

async function coldStart(browser, origin) {
  const times = [];
  for (let run = 0; run < 5; run += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const start = performance.now();
    await page.goto(origin, { waitUntil: "commit" });
    await page.locator('[data-testid="sample-button"]:enabled').waitFor();
    times.push(performance.now() - start);
    await context.close();
  }
  console.log(summary("from nothing to a page that can be used", times));
}

const [browser, service] = await Promise.all([launch(), startService()]);
try {
  await coldStart(browser, service.origin);
  const plan = drawn();
  const { page, context } = await openPage(browser, `${service.origin}/${plan.settings}`);
  await page.getByTestId("upload-switch").waitFor();
  await page.getByTestId("upload-switch").uncheck();
  await open(page, plan.file, plan.bytes);
  await waitForRooms(page, 100, 180_000);
  console.log(`${plan.name}: ${await page.getByTestId("room-item").count()} rooms found; times between frames`);
  await page.waitForTimeout(2000);
  const box = await page.getByTestId("stage").boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await during(page, "at rest", () => page.waitForTimeout(1500));
  await during(page, "dragged, all of it", async () => {
    await page.mouse.down();
    for (let step = 0; step < 120; step += 1) {
      await page.mouse.move(x + 150 * Math.sin(step / 10), y + 80 * Math.cos(step / 10));
      await page.waitForTimeout(12);
    }
    await page.mouse.up();
  });
  await during(page, "enlarged and shrunk by the wheel", async () => {
    for (let step = 0; step < 100; step += 1) {
      await page.mouse.wheel(0, step < 50 ? -60 : 60);
      await page.waitForTimeout(12);
    }
  });
  for (let step = 0; step < 8; step += 1) await page.mouse.wheel(0, -120);
  await during(page, "dragged, enlarged", async () => {
    await page.mouse.down();
    for (let step = 0; step < 120; step += 1) {
      await page.mouse.move(x + 250 * Math.sin(step / 10), y + 150 * Math.cos(step / 10));
      await page.waitForTimeout(12);
    }
    await page.mouse.up();
  });
  await context.close();
} finally {
  await browser.close();
  await service.stop();
}
