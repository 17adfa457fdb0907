// What a browser fetches from the service until it has found the first rooms from pixels: bytes as they are served.

import { openPage } from "./browser.mjs";
import { gridOfRooms } from "./drawings.mjs";
import { open, waitForRooms } from "./pages.mjs";

/** What comes when the first rooms are there, for the panels beside them. */
const LATER = "page_later.wasm";

/**
 * Opens the page afresh, finds rooms, and gives what was fetched for it: `[path, bytes]`, the heaviest first. What comes
 * after the rooms is held back all the time, so that it is seen that they do not need it.
 */
export async function fetchedForFirstRooms(browser, origin) {
  const { page, context, faults } = await openPage(browser, "about:blank");
  // what is kept for later is fetched when the page is at rest, and is not waited for
  await context.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, "serviceWorker", { value: { register: () => Promise.reject() } }),
  );
  // by the page's own fetch: where Playwright stands between, nothing is cached
  await context.addInitScript((later) => {
    const { fetch } = globalThis;
    globalThis.fetch = (address, options) =>
      String(address).endsWith(later) ? new Promise(() => {}) : fetch(address, options);
  }, LATER);
  const fetched = [];
  // workers are of the context, not of the page
  context.on("requestfinished", (request) => {
    fetched.push(request.sizes().then(({ responseBodySize }) => [new URL(request.url()).pathname, responseBodySize]));
  });
  await page.goto(origin);
  await page.locator('[data-testid="sample-button"]:enabled').waitFor();
  await page.getByTestId("upload-switch").uncheck();
  await open(page, "plan.png", gridOfRooms(4, 3, 200));
  await waitForRooms(page, 3);
  await page.waitForTimeout(500);
  const files = await Promise.all(fetched);
  await context.close();
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return files.filter(([path]) => !path.startsWith("/api/")).sort((a, b) => b[1] - a[1]);
}

/** One line for each file, and one for all. */
export function listOf(files) {
  const line = (bytes, words) => `${String(bytes).padStart(9)}  ${words}`;
  const total = files.reduce((sum, [, bytes]) => sum + bytes, 0);
  return [...files.map(([path, bytes]) => line(bytes, path)), line(total, `in all: ${(total / 1024).toFixed(0)} KB`)].join("\n");
}
