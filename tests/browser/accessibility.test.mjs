// What axe finds on the states of the page, light and dark, desktop and phone: nothing. Each state is also kept as a picture.
// Those that need somebody to sign in are in `for_everyone.test.mjs`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { DESKTOP, PHONE, openPage, screenshot } from "./browser.mjs";
import { pdf, rowOfRooms } from "./drawings.mjs";
import { open, waitForRooms } from "./pages.mjs";
import { SAMPLE } from "./plan_page.mjs";
import { startService } from "./service.mjs";
import { browser, service, startedWith } from "./started.mjs";

const sample = await readFile(SAMPLE);
const twoPages = pdf([rowOfRooms(["KITCHEN", "BEDROOM", "HALL"]), rowOfRooms(["OFFICE", "STUDY"])]);

startedWith(startService);

for (const colorScheme of ["light", "dark"]) {
  for (const [name, device] of [["desktop", DESKTOP], ["phone", PHONE]]) {
    /** A page on which states are checked one after the other. */
    const opened = async () => {
      // the page's security policy has no place for a script of the tests
      const options = { ...device, colorScheme, reducedMotion: "reduce", bypassCSP: true };
      const { page, context } = await openPage(browser, service.origin, options);
      const check = async (state) => {
        await screenshot(page, `${name}-${colorScheme}-${state}`);
        assert.deepEqual(await violations(page), [], state);
      };
      await page.getByTestId("upload-switch").waitFor();
      return { page, context, check };
    };

    test(`the first minute, ${colorScheme}, ${name}`, async () => {
      const { page, context, check } = await opened();
      await check("empty");
      await page.getByTestId("sample-button").click();
      await waitForRooms(page);
      await page.waitForFunction(() => /kitchen/i.test(document.body.innerText), null, { timeout: 120_000 });
      await check("rooms");
      await open(page, "a.txt", Buffer.from("x"), "text/plain");
      await page.getByTestId("error-message").waitFor();
      await check("error");
      await context.close();
    });

    test(`at work, ${colorScheme}, ${name}`, async () => {
      const { page, context, check } = await opened();
      const tab = async (key) => {
        if (name === "phone") await page.getByTestId(`tab-${key}`).click();
      };
      await page.getByTestId("upload-switch").uncheck();
      await check("not-uploading");

      await open(page, "sample.png", sample);
      await waitForRooms(page);
      await page.getByTestId("room-item").first().click();
      await check("chosen-room");

      await tab("settings");
      await page.getByTestId("setting-strictness").focus();
      await page.keyboard.press("ArrowRight");
      await page.getByTestId("preset-name").fill("Old town");
      await page.getByTestId("preset-save").click();
      await page.getByTestId("preset").waitFor();
      await check("settings");

      await tab("look");
      for (const layer of ["walls", "openings", "words", "lost-names"]) await page.getByTestId(`layer-${layer}`).check();
      await check("layers");

      await open(page, "two.pdf", twoPages, "application/pdf");
      await page.getByTestId("page-strip").waitFor({ timeout: 60_000 });
      await page.waitForFunction(() => [...document.querySelectorAll(".page-picture")].every((canvas) => canvas.width > 100));
      await tab("rooms");
      await waitForRooms(page);
      await check("pages");

      await page.getByTestId("plans-menu").click();
      await page.getByTestId("plan-item").first().waitFor();
      await check("plans");
      await page.keyboard.press("Escape");
      await page.getByTestId("stage").focus();
      await page.keyboard.press("?");
      await page.getByTestId("key-sheet").waitFor();
      await check("keys");
      await context.close();
    });
  }
}
