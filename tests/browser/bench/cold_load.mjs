// How long from asking for the page, in a browser that has nothing of it, until it can be used: the button that opens a
// plan takes clicks, for the program has taken the place of what `index.html` shows meanwhile.
//
//     node bench/cold_load.mjs       # in tests/browser, after `cargo xtask page` and `cargo build -p api --release`
//
// "drawn" is the first paint with content, "usable" the program. Times count from the start of the navigation.

import { launch, openPage } from "../browser.mjs";
import { startService } from "../service.mjs";
import { summary } from "./plans.mjs";

const RUNS = 9;

const service = await startService();
const times = { drawn: [], usable: [] };
try {
  for (let run = 0; run < RUNS; run += 1) {
    // another browser each time: nothing is cached, neither files nor compiled code
    const browser = await launch();
    const { page, context } = await openPage(browser, "about:blank");
    await context.addInitScript(() => {
      globalThis.usable = new Promise((resolve) => {
        const look = () => {
          const button = document.querySelector('[data-testid="sample-button"]:enabled');
          if (button) resolve(performance.now());
          else requestAnimationFrame(look);
        };
        look();
      });
    });
    await page.goto(service.origin);
    times.usable.push(await page.evaluate(() => globalThis.usable));
    times.drawn.push(
      await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN),
    );
    await browser.close();
  }
  for (const [name, values] of Object.entries(times)) {
    console.log(`${summary(`cold load until ${name}`, values)}; least ${Math.min(...values).toFixed(0)} ms`);
  }
} finally {
  await service.stop();
}
