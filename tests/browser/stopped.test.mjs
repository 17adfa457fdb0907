// What the program of the page cannot say itself, because it did not come, or has stopped.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "./browser.mjs";
import { startService } from "./service.mjs";
import { browser, service, startedWith } from "./started.mjs";

startedWith(startService);

test("a program that has stopped over a fault of its own is told of, once", async () => {
  const { page, context } = await openPage(browser, service.origin);
  await page.locator('[data-testid="sample-button"]:enabled').waitFor();
  await page.evaluate(() => {
    for (let time = 0; time < 2; time += 1) setTimeout(() => { throw new WebAssembly.RuntimeError("unreachable"); });
  });
  const words = page.getByRole("alert");
  await words.waitFor();
  assert.match(await words.innerText(), /stopped over a fault of its own.*kept.*reload/s);
  await Promise.all([page.waitForEvent("load"), words.getByRole("button", { name: "Reload" }).click()]);
  await page.locator('[data-testid="sample-button"]:enabled').waitFor();
  assert.equal(await words.count(), 0);
  await context.close();
});

test("a program that does not come is told of", async () => {
  const { page, context } = await openPage(browser, "about:blank");
  await page.route("**/page_bg.wasm", (route) => route.abort());
  await page.goto(service.origin);
  const words = page.getByRole("alert");
  await words.waitFor();
  assert.match(await words.innerText(), /could not be loaded whole.*network/s);
  await context.close();
});
