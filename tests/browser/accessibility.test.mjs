// What axe finds on the main states of the page, light and dark, desktop and phone: nothing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "./axe.mjs";
import { DESKTOP, PHONE, launch, openPage, screenshot } from "./browser.mjs";
import { startService } from "./service.mjs";

let browser;
let service;

before(async () => {
  [browser, service] = await Promise.all([launch(), startService()]);
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

for (const colorScheme of ["light", "dark"]) {
  for (const [name, device] of [["desktop", DESKTOP], ["phone", PHONE]]) {
    test(`${colorScheme}, ${name}`, async () => {
      // the page's security policy has no place for a script of the tests
      const options = { ...device, colorScheme, reducedMotion: "reduce", bypassCSP: true };
      const { page, context } = await openPage(browser, service.origin, options);
      await page.getByTestId("sample-button").waitFor();
      assert.deepEqual(await violations(page), [], "the empty page");

      await page.getByTestId("sample-button").click();
      await page.waitForFunction(() => document.querySelectorAll('[data-testid="room-item"]').length >= 3, null, { timeout: 60_000 });
      await page.waitForFunction(() => /kitchen/i.test(document.body.innerText), null, { timeout: 120_000 });
      assert.deepEqual(await violations(page), [], "with rooms");
      await screenshot(page, `${name}-${colorScheme}-rooms`);

      await page.getByTestId("file-input").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
      await page.getByTestId("error-message").waitFor();
      assert.deepEqual(await violations(page), [], "with an error");
      await context.close();
    });
  }
}
