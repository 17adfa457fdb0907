// The scale: what the detector read, checked by a dimension, set by two points or by numbers, and areas in both units at once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, openPage, screenshot } from "./browser.mjs";
import { MINIMAL_PHONE, dragPlan, onStage, openSample, roomNamed } from "./plan_page.mjs";
import { startStandIn } from "./stand_in.mjs";
import { browser, service, startedWith } from "./started.mjs";

startedWith(startStandIn);

/** The dimensions over the whole building, 12.40 m and 8.80 m, by their ends in shares of the plan. */
const WIDTH = [[184 / 1232, 0.083], [1142 / 1232, 0.083]];
const HEIGHT = [[79 / 1232, 184 / 954], [79 / 1232, 864 / 954]];

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`read, set by one dimension and checked by another, on a ${name}`, async () => {
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await openSample(page);
    if (name === "phone") await page.getByTestId("tab-scale").click();
    assert.match(await page.getByTestId("scale-source").innerText(), /sizes printed on the plan that agree, \d+ % sure/);
    const measure = async (ends) => {
      if (name === "desktop") return dragPlan(page, ...ends);
      for (const end of ends) {
        const { x, y } = await onStage(page, end);
        await page.mouse.click(x, y);
      }
    };
    const verdict = async (typed) => {
      await page.getByTestId("scale-length").fill(typed);
      return page.getByTestId("scale-form").getAttribute("data-check");
    };
    await page.getByTestId("scale-measure").click();
    await measure(WIDTH);
    assert.equal(await verdict("24.80"), "wrong");
    await screenshot(page, `${name}-scale-wrong`);
    await page.getByTestId("scale-length").fill("12.40");
    await page.getByTestId("scale-set").click();
    await page.waitForFunction(() => document.querySelector('[data-testid="scale-source"]').textContent.includes("Set by you"));
    await measure(HEIGHT);
    assert.equal(await verdict("8.80"), "good", await page.getByTestId("scale-says").innerText());
    assert.equal(await verdict("9.05"), "doubtful", await page.getByTestId("scale-says").innerText());
    assert.equal(await verdict("28' 10\""), "good", "feet and inches are understood");
    await page.getByTestId("tool-done").click();
    await page.getByTestId("scale-forget").click();
    await page.waitForFunction(() => /agree/.test(document.querySelector('[data-testid="scale-source"]').textContent));
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("set by keys and numbers alone, from pixels without a scale; both units everywhere at once", async () => {
  const { page, context, faults } = await openPage(browser, service.origin);
  await page.getByTestId("upload-switch").uncheck();
  await openSample(page, { names: false });
  assert.match(await page.getByTestId("scale-source").innerText(), /Not known/);
  await page.getByTestId("stage").focus();
  await page.keyboard.press("m");
  await page.keyboard.press("Enter");
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  assert.ok(Number(await page.getByTestId("scale-pixels").inputValue()) > 50);
  await page.getByTestId("scale-pixels").fill("1240");
  await page.getByTestId("scale-length").fill("12.40 m");
  await page.getByTestId("scale-length").press("Enter");
  await page.waitForFunction(() => document.querySelector('[data-testid="scale-value"]').textContent === "100.0 px/m");
  const areas = () => page.locator(".room-area").allInnerTexts();
  await page.waitForFunction(() => document.querySelector(".room-area").textContent.includes("m²"));
  assert.ok((await areas()).every((area) => area.endsWith("m²")));
  await page.keyboard.press("Escape");
  await page.getByTestId("stage").focus();
  await page.keyboard.press("u");
  assert.ok((await areas()).every((area) => area.endsWith("ft²")));
  const label = await page.getByTestId("room-item").first().locator(".visually-hidden").innerText();
  assert.match(label, /^Room 1, room 1 of \d+, [\d.]+ ft², confidence \d+ %$/);
  assert.match(await page.locator(".total").last().innerText(), /ft²/);
  await page.keyboard.press("m");
  assert.match(await page.getByTestId("scale-length").getAttribute("placeholder"), /'/);
  assert.equal(await roomNamed(page, "Room 1").count() >= 1, true);
  assert.deepEqual(faults, []);
  await context.close();
});

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`a dimension is checked by keys alone, and the units changed by a button, on a ${name}`, async () => {
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await openSample(page);
    const verdict = () => page.getByTestId("scale-form").getAttribute("data-check");
    await page.getByTestId("stage").focus();
    for (const key of ["m", "Shift+ArrowLeft", "Shift+ArrowLeft", "Enter", "Shift+ArrowRight", "Shift+ArrowRight", "Enter"]) await page.keyboard.press(key);
    await page.getByTestId("scale-form").waitFor();
    const says = page.getByTestId("scale-says");
    // as long as the scale has it: what it says for a length that is surely wrong
    const length = page.getByTestId("scale-length");
    await length.focus();
    await page.keyboard.type("100 m");
    assert.equal(await verdict(), "wrong");
    const [, metres] = /this is ([\d.]+) m\b/.exec(await says.innerText()) ?? [];
    assert.ok(Number(metres) > 1, await says.innerText());
    for (const [typed, check] of [[Number(metres), "good"], [metres * 1.03, "doubtful"], [metres * 1.2, "wrong"]]) {
      await page.keyboard.press("Control+a");
      await page.keyboard.type(`${Number(typed).toFixed(2)} m`);
      assert.equal(await verdict(), check, await says.innerText());
    }
    await page.keyboard.press("Escape");
    const areas = () => page.locator(".room-area").allInnerTexts();
    assert.ok((await areas()).every((area) => area.endsWith("m²")));
    const units = page.getByTestId("units-toggle");
    await (name === "phone" ? units.tap() : units.click());
    assert.ok((await areas()).every((area) => area.endsWith("ft²")));
    assert.match(await page.locator(".total").last().innerText(), /ft²/);
    await units.press("Enter");
    assert.ok((await areas()).every((area) => area.endsWith("m²")));
    assert.deepEqual(faults, []);
    await context.close();
  });
}
