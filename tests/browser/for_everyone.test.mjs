// For everyone: what is said aloud, where the focus goes, keys that do what their sheet says, small windows, other scripts.
// And axe finds nothing on the states that correcting, plans and signing in bring.

import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { DESKTOP, openPage, screenshot } from "./browser.mjs";
import { MINIMAL_PHONE, SAMPLE, clickPlan, openSample, roomCount, rooms, said } from "./plan_page.mjs";
import { startStandIn } from "./stand_in.mjs";
import { browser, service, startedWith } from "./started.mjs";

startedWith(() => startStandIn({ signIn: "cognito" }));

for (const colorScheme of ["light", "dark"]) {
  for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
    test(`axe finds nothing, ${colorScheme}, ${name}`, async () => {
      // the page's security policy has no place for a script of the tests
      const options = { ...device, colorScheme, reducedMotion: "reduce", bypassCSP: true };
      const { page, context } = await openPage(browser, service.origin, options);
      const state = async (what) => {
        assert.deepEqual(await violations(page), [], what);
        await screenshot(page, `${name}-${colorScheme}-${what}`);
      };
      await page.getByTestId("file-input").setInputFiles(SAMPLE);
      await rooms(page, 8);
      await page.getByTestId("sign-in-username").waitFor();
      await state("signing-in");
      await page.keyboard.press("Escape");
      await page.getByTestId("sign-in-message").waitFor();
      await clickPlan(page, [0.745, 0.5]);
      await page.getByTestId("inspector").waitFor();
      await page.getByTestId("room-accept").click();
      await state("chosen");
      await page.getByTestId("room-corners").click();
      await state("corners");
      await page.getByTestId("tool-measure").click();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("Enter");
      await page.getByTestId("scale-length").fill("1");
      await state("measured");
      await page.getByTestId("tool-done").click();
      await page.getByTestId("download-menu").click();
      await state("menu");
      await page.keyboard.press("Escape");
      await page.getByTestId("plans-menu").click();
      await page.getByTestId("plan-thumbnail").waitFor();
      await state("plans");
      await page.keyboard.press("Escape");
      await page.locator(".brand").click();
      await page.getByTestId("sample-button").waitFor();
      await state("start");
      await context.close();
    });
  }
}

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`rooms are walked by keys and said aloud; results are said when they change, on a ${name}`, async () => {
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await page.getByTestId("sample-button").focus();
    await page.keyboard.press("Enter");
    await rooms(page, 8);
    await said(page, "\\d+ rooms found");
    await page.keyboard.press("Escape");
    await page.getByTestId("sign-in-message").waitFor();
    const count = await roomCount(page);
    await page.getByTestId("room-item").first().focus();
    await page.getByRole("button", { name: new RegExp(`^Room 1, room 1 of ${count}.*confidence \\d+ %$`) }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const focused = await page.evaluate(() => document.activeElement.querySelector(".visually-hidden").textContent);
    assert.match(focused, new RegExp(`room 3 of ${count}`));
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-pressed")), "true");
    await page.getByTestId("stage").focus();
    await page.keyboard.press("n");
    await said(page, `room 4 of ${count}`);
    if (name === "phone") await page.getByTestId("tab-settings").press("Enter");
    await page.getByTestId("setting-strictness").focus();
    await page.keyboard.press("End");
    await said(page, "\\d rooms? found");
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("the focus is never lost", async () => {
  const { page, context, faults } = await openPage(browser, service.origin);
  const focused = () => page.evaluate(() => document.activeElement.dataset.testid ?? document.activeElement.className ?? document.activeElement.tagName);
  await page.getByTestId("sample-button").focus();
  await page.keyboard.press("Enter");
  await rooms(page, 8);
  await page.getByTestId("sign-in-username").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement.dataset.testid === "stage");
  await page.keyboard.press("?");
  await page.getByTestId("key-sheet").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await focused(), "stage");
  // accepting and renaming keep the form under the hands
  await page.keyboard.press("n");
  await page.getByTestId("room-accept").focus();
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "room-accept");
  await page.getByTestId("room-delete").focus();
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "room-delete", "the next room is chosen, the button is still there");
  // the plan that is forgotten hands the focus on
  await page.getByTestId("plans-menu").focus();
  await page.keyboard.press("Enter");
  await page.getByTestId("plan-close").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll('[data-testid="plan-item"]').length === 0);
  assert.notEqual(await focused(), "BODY");
  assert.deepEqual(faults, []);
  await context.close();
});

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`letters can be switched off for those who dictate, on a ${name}`, async () => {
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await openSample(page, { names: false });
    await page.getByTestId("sign-in-username").waitFor();
    await page.keyboard.press("Escape");
    // a phone has no room for the button, and keyboards that are connected to it have the key
    if (name === "desktop") await page.getByTestId("keys-button").click();
    else {
      await page.getByTestId("stage").focus();
      await page.keyboard.press("?");
    }
    await page.getByTestId("letter-keys").uncheck();
    await page.keyboard.press("Escape");
    await page.getByTestId("stage").focus();
    await page.keyboard.press("d");
    assert.equal(await page.getByTestId("tool-draw").getAttribute("aria-pressed"), "false");
    await page.getByTestId("tool-draw").click();
    assert.equal(await page.getByTestId("tool-draw").getAttribute("aria-pressed"), "true");
    assert.deepEqual(faults, []);
    await context.close();
  });
}

for (const [what, viewport] of [["360 px", { width: 360, height: 740 }], ["200 % of a small desktop", { width: 640, height: 400 }], ["400 %", { width: 320, height: 256 }]]) {
  test(`nothing is cut off at ${what}`, async () => {
    const { page, context, faults } = await openPage(browser, service.origin, { viewport });
    await page.getByTestId("sample-button").waitFor();
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(await overflow(), 0);
    await openSample(page, { names: false });
    await page.getByTestId("sign-in-username").waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await overflow(), 0);
    for (const testid of ["tool-draw", "undo", "download-menu", "open-button", "plans-menu", "units-toggle", "tab-scale"]) {
      const box = await page.getByTestId(testid).boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= viewport.width + 0.5, `${testid} is on the screen: ${JSON.stringify(box)}`);
    }
    await page.getByTestId("download-menu").click();
    const menu = await page.locator(".menu-items").boundingBox();
    assert.ok(menu.x >= 0 && menu.x + menu.width <= viewport.width && menu.y + menu.height <= viewport.height, JSON.stringify(menu));
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("nothing moves by itself for those who want it still", async () => {
  const { page, context, faults } = await openPage(browser, service.origin, { ...DESKTOP, reducedMotion: "reduce" });
  const moving = () =>
    page.evaluate(() => {
      const longest = (times) => Math.max(...times.split(",").map((time) => Number.parseFloat(time) * (time.trim().endsWith("ms") ? 1 : 1000)));
      return [...document.querySelectorAll("*")]
        .filter((element) => {
          const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
          return (animationName !== "none" && longest(animationDuration) > 10) || longest(transitionDuration) > 10;
        })
        .map((element) => `${element.tagName}.${element.className}`);
    });
  await page.getByTestId("sample-button").waitFor();
  assert.deepEqual(await moving(), []);
  await openSample(page, { names: false });
  await page.getByTestId("sign-in-username").waitFor();
  assert.deepEqual(await moving(), []);
  assert.deepEqual(faults, []);
  await context.close();
});

test("names that are written from right to left are listed and drawn so", async () => {
  const { page, context, faults } = await openPage(browser, service.origin);
  await openSample(page, { names: false });
  await page.getByTestId("sign-in-username").waitFor();
  await page.keyboard.press("Escape");
  await clickPlan(page, [0.745, 0.4]);
  // what is drawn, in which direction
  await page.evaluate(() => {
    globalThis.drawn = [];
    const draw = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
      globalThis.drawn.push([text, this.textAlign]);
      return draw.call(this, text, ...place);
    };
  });
  await page.getByTestId("room-name").fill("غرفة 12");
  await page.getByTestId("room-name").press("Enter");
  const listed = page.locator(".room-name", { hasText: "غرفة 12" });
  await listed.waitFor();
  assert.equal(await listed.evaluate((name) => getComputedStyle(name).direction), "rtl");
  assert.equal(await page.getByTestId("room-name").evaluate((field) => getComputedStyle(field).direction), "rtl");
  await page.waitForFunction(() => globalThis.drawn.some(([text]) => text === "غرفة 12"));
  const [, align] = await page.evaluate(() => globalThis.drawn.find(([text]) => text === "غرفة 12"));
  assert.equal(align, "center", "a place that both directions share");
  assert.deepEqual(faults, []);
  await context.close();
});

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`the first minute: what it does, the sample, and no account on the embedded default, on a ${name}`, async () => {
    const own = await startStandIn();
    const { page, context, faults } = await openPage(browser, own.origin, device);
    await page.getByRole("heading", { name: /floor plan/i }).waitFor();
    await page.getByTestId("sample-button").waitFor();
    const box = await page.getByTestId("sample-button").boundingBox();
    assert.ok(box.y + box.height <= device.viewport.height, "the sample is in sight without scrolling");
    await page.getByTestId("sample-button").click();
    await rooms(page, 8);
    assert.deepEqual(faults, []);
    await context.close();
    await own.kill();
  });
}
