// The detector's settings: applied while they move, told, put back, kept, and carried by a link.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { DESKTOP, PHONE, openPage } from "./browser.mjs";
import { open, roomCount, roomNames, until, waitForRooms } from "./pages.mjs";
import { startService, workspace } from "./service.mjs";
import { browser, service, startedWith } from "./started.mjs";

const sample = await readFile(path.join(workspace, "web/public/sample.png"));

startedWith(startService);

/** The sample, read in the page alone. */
async function openSample(device = DESKTOP, address = service.origin, least = 3) {
  const opened = await openPage(browser, address, device);
  await opened.page.getByTestId("upload-switch").waitFor();
  await opened.page.getByTestId("upload-switch").uncheck();
  await open(opened.page, "sample.png", sample);
  await waitForRooms(opened.page, least);
  return opened;
}

for (const [name, device] of [["desktop", DESKTOP], ["phone", PHONE]]) {
  test(`what a slider leads to is told and can be put back, on a ${name}`, async () => {
    const { page, context, faults } = await openSample(device);
    if (name === "phone") await page.getByTestId("tab-settings").click();
    const told = page.getByTestId("settings-found");
    const normal = await roomCount(page);
    await until(async () => (await told.innerText()) === `${normal} rooms, as many as by default`, "nothing changed");
    assert.match(await page.getByTestId("settings-changed").innerText(), /defaults/);
    assert.match(await page.getByTestId("settings-time").innerText(), /ms|s$/);

    // while the pointer is down
    const slider = page.getByTestId("setting-strictness");
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2, { steps: 5 });
    await until(async () => (await roomCount(page)) < normal, "fewer rooms while the slider is held");
    await page.mouse.up();
    const fewer = await roomCount(page);
    await until(async () => (await told.innerText()).includes(`${normal - fewer} fewer than by default`), "how many fewer");
    assert.match(await page.getByTestId("settings-changed").innerText(), /Changed: .+/);
    await page.getByTestId("settings-reset").click();
    await until(async () => (await roomCount(page)) === normal, "the rooms of the defaults");

    // one alone, by keys
    await slider.focus();
    await page.keyboard.press("End");
    await page.getByTestId("setting-min_confidence").focus();
    await page.keyboard.press("ArrowRight");
    await until(async () => (await page.getByTestId("settings-changed").innerText()).includes(", "), "two changed");
    await page.locator(".setting.changed .reset").first().focus();
    await page.keyboard.press("Enter");
    await until(async () => !(await page.getByTestId("settings-changed").innerText()).includes(", "), "one changed");
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("the address carries the settings, and a preset keeps them", async () => {
  const { page, context, faults } = await openSample();
  await page.getByTestId("setting-strictness").focus();
  await page.keyboard.press("End");
  await until(async () => page.url().includes("strictness"), "the setting in the address");
  await page.getByTestId("preset-name").fill("Strict");
  await page.getByTestId("preset-save").click();
  await page.waitForTimeout(500);
  const strict = await roomCount(page);
  const address = page.url();
  await context.close();

  const again = await openSample(DESKTOP, address, 1);
  await until(async () => (await roomCount(again.page)) === strict, "the rooms of the link");
  assert.equal(await again.page.getByTestId("preset").count(), 0, "presets belong to a browser");
  await again.page.getByTestId("preset-name").fill("Strict");
  await again.page.getByTestId("preset-save").click();
  await again.page.getByTestId("settings-reset").click();
  await until(async () => (await roomCount(again.page)) > strict, "more rooms");
  await again.page.getByTestId("preset").selectOption("Strict");
  await until(async () => (await roomCount(again.page)) === strict, "the rooms of the preset");
  assert.deepEqual([...faults, ...again.faults], []);
  await again.context.close();
});

test("detecting again loses no corrections", async () => {
  const { page, context, faults } = await openSample();
  await page.getByTestId("room-item").first().click();
  await page.getByTestId("room-name").fill("My own name");
  await page.getByTestId("room-name").press("Enter");
  await until(async () => (await roomNames(page)).includes("My own name"), "the new name");
  for (const key of ["End", "Home"]) {
    await page.getByTestId("setting-strictness").focus();
    await page.keyboard.press(key);
    await page.waitForTimeout(300);
    assert.ok((await roomNames(page)).includes("My own name"), `after ${key}`);
  }
  assert.equal(await page.locator('[data-testid="confidence-histogram"] rect').count(), 20);
  assert.deepEqual(faults, []);
  await context.close();
});
