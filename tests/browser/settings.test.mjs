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

for (const [name, device] of [["desktop", DESKTOP], ["phone", PHONE]]) {
  for (const hand of ["the pointer", "keys"]) {
    test(`the address carries the settings, and a preset keeps them, by ${hand} on a ${name}`, async () => {
      const settings = async (page) => {
        if (name === "phone") await page.getByTestId("tab-settings").click();
      };
      const keep = async (page, preset) => {
        await page.getByTestId("preset-name").fill(preset);
        if (hand === "keys") await page.getByTestId("preset-name").press("Enter");
        else await page.getByTestId("preset-save").click();
        await page.getByTestId("preset").waitFor();
      };
      const { page, context, faults } = await openSample(device);
      await settings(page);
      const slider = page.getByTestId("setting-strictness");
      if (hand === "keys") await slider.press("End");
      else {
        await slider.scrollIntoViewIfNeeded();
        const box = await slider.boundingBox();
        await page.mouse.click(box.x + box.width - 3, box.y + box.height / 2);
      }
      await until(async () => page.url().includes("strictness"), "the setting in the address");
      await page.waitForTimeout(300);
      const strict = await roomCount(page);
      await keep(page, "Strict");
      const address = page.url();
      await context.close();

      const again = await openSample(device, address, 1);
      await settings(again.page);
      await until(async () => (await roomCount(again.page)) === strict, "the rooms of the link");
      assert.equal(await again.page.getByTestId("preset").count(), 0, "presets belong to a browser");
      await keep(again.page, "Strict");
      const reset = again.page.getByTestId("settings-reset");
      await (hand === "keys" ? reset.press("Enter") : reset.click());
      await until(async () => (await roomCount(again.page)) > strict, "more rooms");
      const preset = again.page.getByTestId("preset");
      if (hand === "keys") await preset.press("S");
      else await preset.selectOption("Strict");
      await until(async () => (await roomCount(again.page)) === strict, "the rooms of the preset");
      const forget = again.page.getByTestId("preset-forget");
      await (hand === "keys" ? forget.press("Enter") : forget.click());
      await until(async () => (await again.page.getByTestId("preset").count()) === 0, "no preset");
      assert.deepEqual([...faults, ...again.faults], []);
      await again.context.close();
    });
  }

  test(`the histogram shows how sure the rooms are, on a ${name}`, async () => {
    const { page, context, faults } = await openSample(device);
    if (name === "phone") await page.getByTestId("tab-settings").click();
    const heights = () =>
      page.locator('[data-testid="confidence-histogram"] rect').evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute("height"))));
    const normal = await heights();
    assert.equal(normal.length, 20);
    const sure = page.getByTestId("setting-min_confidence");
    await sure.focus();
    // 80 % leaves no room in the first sixteen bars
    const step = Number(await sure.getAttribute("step"));
    for (let press = 0; press < Math.round(0.8 / step); press += 1) await page.keyboard.press("ArrowRight");
    assert.ok(Math.abs(Number(await sure.inputValue()) - 0.8) < step);
    await until(async () => (await heights()).slice(0, 15).every((height) => height === 0), "no doubtful rooms");
    assert.ok((await heights()).some((height) => height > 0));
    assert.notDeepEqual(await heights(), normal);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

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
  assert.deepEqual(faults, []);
  await context.close();
});

test("a chosen room stays chosen when the rooms before it come and go, and when it does itself", async () => {
  const { page, context, faults } = await openSample();
  const chosen = () => page.locator('[data-testid="room-item"][aria-pressed="true"] .room-confidence').allInnerTexts();
  const slider = page.getByTestId("setting-min_confidence");
  const confidences = (await page.locator(".room-confidence").allInnerTexts()).map((text) => Number.parseInt(text, 10));
  // the surest room that has a less sure one before it in the list
  const surest = Math.max(...confidences.filter((confidence, at) => confidences.slice(0, at).some((other) => other < confidence - 3)));
  const at = confidences.findLastIndex((confidence) => confidence === surest);
  assert.ok(at > 0, `${confidences}`);
  await page.getByTestId("room-item").nth(at).click();
  assert.deepEqual(await chosen(), [`${surest} %`]);
  await slider.focus();
  const step = Number(await slider.getAttribute("step"));
  for (let press = 0; press < Math.floor((surest / 100 - 0.02) / step); press += 1) await page.keyboard.press("ArrowRight");
  await until(async () => (await roomCount(page)) < confidences.length, "fewer rooms");
  await until(async () => (await chosen()).join() === `${surest} %`, "the same room is chosen");
  await page.keyboard.press("End");
  await until(async () => (await chosen()).length === 0, "the room is gone");
  await page.keyboard.press("Home");
  await until(async () => (await roomCount(page)) === confidences.length, "all rooms");
  await until(async () => (await chosen()).join() === `${surest} %`, "it is back, and chosen");
  assert.deepEqual(faults, []);
  await context.close();
});
