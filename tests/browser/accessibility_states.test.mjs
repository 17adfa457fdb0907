// What axe finds on the states that people come to later: nothing. Each state is also kept as a picture.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { violations } from "./axe.mjs";
import { DESKTOP, PHONE, launch, openPage, screenshot } from "./browser.mjs";
import { pdf, rowOfRooms } from "./drawings.mjs";
import { open, waitForRooms } from "./pages.mjs";
import { startService, workspace } from "./service.mjs";

const sample = await readFile(path.join(workspace, "web/public/sample.png"));
const twoPages = pdf([rowOfRooms(["KITCHEN", "BEDROOM", "HALL"]), rowOfRooms(["OFFICE", "STUDY"])]);
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
      const tab = async (key) => {
        if (name === "phone") await page.getByTestId(`tab-${key}`).click();
      };
      const check = async (state) => {
        await screenshot(page, `${name}-${colorScheme}-${state}`);
        assert.deepEqual(await violations(page), [], state);
      };
      await page.getByTestId("upload-switch").waitFor();
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
