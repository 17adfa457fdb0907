// What a browser fetches from the service until it has found the first rooms from pixels: bytes as they are served.
//
//     node bench/weight.mjs          # in tests/browser, after `cargo xtask page` and `cargo build -p api`

import { gridOfRooms } from "../drawings.mjs";
import { launch, openPage } from "../browser.mjs";
import { open, waitForRooms } from "../pages.mjs";
import { startService } from "../service.mjs";

const [browser, service] = await Promise.all([launch(), startService()]);
try {
  const { page, context } = await openPage(browser, "about:blank");
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  // what is kept for later is fetched when the page is at rest, and is not waited for
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "serviceWorker", { value: { register: () => Promise.reject() } }));
  const fetched = [];
  page.on("requestfinished", async (request) => {
    const { responseBodySize } = await request.sizes();
    fetched.push([new URL(request.url()).pathname, responseBodySize]);
  });
  await page.goto(service.origin);
  await page.locator('[data-testid="sample-button"]:enabled').waitFor();
  await page.getByTestId("upload-switch").uncheck();
  await open(page, "plan.png", gridOfRooms(4, 3, 200));
  await waitForRooms(page, 3);
  await page.waitForTimeout(500);
  const files = fetched.filter(([path]) => !path.startsWith("/api/")).sort((a, b) => b[1] - a[1]);
  for (const [path, bytes] of files) console.log(`${String(bytes).padStart(9)}  ${path}`);
  const total = files.reduce((sum, [, bytes]) => sum + bytes, 0);
  console.log(`${String(total).padStart(9)}  in all: ${(total / 1024).toFixed(0)} KB`);
} finally {
  await browser.close();
  await service.stop();
}
