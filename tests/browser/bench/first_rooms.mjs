// How long from choosing a file until the first rooms are listed, from pixels alone: on a plan of 2,400 pixels.
//
//     node bench/first_rooms.mjs     # in tests/browser, after `cargo xtask page` and `cargo build -p api`
//
// ROOMPRINT_PLAN names a picture to open in place of the drawn one. "fresh" is a page that was just opened, as a person
// does it: the file is chosen two seconds later. "again" is another plan in a page that has found rooms before.

import { readFile } from "node:fs/promises";
import { gridOfRooms } from "../drawings.mjs";
import { launch, openPage } from "../browser.mjs";
import { startService } from "../service.mjs";
import { summary } from "./plans.mjs";

const RUNS = 7;

/** In the page: milliseconds from handing it the file to the first new entry in the list of rooms. */
async function fromFileToRooms([bytes, name]) {
  const file = new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type: "image/png" });
  const chosen = new DataTransfer();
  chosen.items.add(file);
  const input = document.querySelector('[data-testid="file-input"]');
  const listed = () => [...document.querySelectorAll('[data-testid="room-item"]')];
  const before = new Set(listed());
  const start = performance.now();
  return await new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      if (!listed().some((entry) => !before.has(entry))) return;
      watch.disconnect();
      resolve(performance.now() - start);
    });
    watch.observe(document.body, { childList: true, subtree: true });
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

const [browser, service] = await Promise.all([launch(), startService()]);
try {
  const bytes = process.env.ROOMPRINT_PLAN ? await readFile(process.env.ROOMPRINT_PLAN) : gridOfRooms(5, 4, 480);
  const file = bytes.toString("base64");
  const times = { fresh: [], again: [] };
  for (let run = 0; run < RUNS; run += 1) {
    const { page, context } = await openPage(browser, service.origin);
    await page.getByTestId("upload-switch").waitFor();
    await page.getByTestId("upload-switch").uncheck();
    await page.waitForTimeout(2000);
    times.fresh.push(await page.evaluate(fromFileToRooms, [file, "first.png"]));
    await page.waitForTimeout(500);
    times.again.push(await page.evaluate(fromFileToRooms, [file, "second.png"]));
    await context.close();
  }
  for (const [name, values] of Object.entries(times)) {
    console.log(`${summary(`${name}, from the file to the first rooms`, values)}; least ${Math.min(...values).toFixed(1)} ms`);
  }
} finally {
  await browser.close();
  await service.stop();
}
