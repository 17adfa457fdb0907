// The stage: enlarging, moving, ways of drawing rooms, layers; by mouse, by fingers and by keys.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { DESKTOP, PHONE, openPage, screenshot } from "./browser.mjs";
import { fingerprint, open, painted, roomNames, until, waitForRooms, zoom } from "./pages.mjs";
import { startService, workspace } from "./service.mjs";
import { browser, service, startedWith } from "./started.mjs";

const sample = await readFile(path.join(workspace, "web/public/sample.png"));

startedWith(startService);

/** The sample, with its names read. */
async function openSample(device = DESKTOP) {
  const opened = await openPage(browser, service.origin, device);
  await opened.page.getByTestId("upload-switch").waitFor();
  await open(opened.page, "sample.png", sample);
  await waitForRooms(opened.page);
  await opened.page.waitForFunction(() => /names (not )?read/.test(document.querySelector('[data-testid="status-line"]').textContent), null, { timeout: 120_000 });
  // the list of rooms follows what is painted
  await until(async () => (await roomNames(opened.page)).includes("HALL"), "names in the list");
  return opened;
}

const stageBox = (page) => page.getByTestId("stage").boundingBox();
const plan = (page) => fingerprint(page, "plan-canvas");
const rooms = (page) => fingerprint(page, "room-canvas");

/** The name of the room under a place of the stage, as the list marks it. */
const pointedRoom = (page) => page.locator(".room.pointed .room-name").innerText();

/** Waits for the next frame. */
const frame = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

test("the wheel enlarges at the pointer, which stays over the same room", async () => {
  const { page, context, faults } = await openSample();
  const box = await stageBox(page);
  const at = { x: box.x + box.width * 0.5, y: box.y + box.height * 0.5 };
  await page.mouse.move(at.x, at.y);
  await until(async () => (await page.locator(".room.pointed").count()) === 1, "a room under the pointer");
  const room = await pointedRoom(page);
  const before = await zoom(page);
  for (let turn = 0; turn < 6; turn += 1) await page.mouse.wheel(0, -240);
  await until(async () => (await zoom(page)) > before * 3, "an enlarged plan");
  await page.mouse.move(at.x + 1, at.y);
  await frame(page);
  assert.equal(await pointedRoom(page), room);
  for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, 240);
  await until(async () => (await zoom(page)) < before, "a plan smaller than fitted");
  assert.deepEqual(faults, []);
  await context.close();
});

test("dragging moves the plan, and does not choose a room", async () => {
  const { page, context, faults } = await openSample();
  const box = await stageBox(page);
  const before = await plan(page);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 120, box.y + box.height / 2 + 40, { steps: 6 });
  await page.mouse.up();
  await until(async () => (await plan(page)) !== before, "a moved plan");
  assert.equal(await page.locator('.room[aria-pressed="true"]').count(), 0);
  // where a room lay before, which has moved along
  const [x, y] = [box.x + box.width * 0.3 + 120, box.y + box.height * 0.4 + 40];
  await page.mouse.click(x, y);
  await until(async () => (await page.locator('.room[aria-pressed="true"]').count()) === 1, "a chosen room");
  const fitted = await zoom(page);
  await page.mouse.dblclick(x, y);
  await until(async () => (await zoom(page)) > fitted * 1.8, "a plan enlarged by a double click");
  assert.deepEqual(faults, []);
  await context.close();
});

test("two fingers pinch, one finger moves, a double tap enlarges", async () => {
  const { page, context, faults } = await openSample(PHONE);
  const box = await stageBox(page);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const client = await context.newCDPSession(page);
  // a slow machine is no slow hand: what is sent one after the other is 30 ms apart
  let now = Date.now() / 1000;
  const touch = (type, ...points) => {
    now += 0.03;
    return client.send("Input.dispatchTouchEvent", { type, timestamp: now, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  };
  const before = await zoom(page);
  await touch("touchStart", [x - 30, y], [x + 30, y]);
  for (let step = 1; step <= 8; step += 1) await touch("touchMove", [x - 30 - step * 8, y], [x + 30 + step * 8, y]);
  await touch("touchEnd");
  await until(async () => (await zoom(page)) > before * 2, "a plan enlarged by a pinch");

  const pinched = await plan(page);
  await touch("touchStart", [x, y]);
  for (let step = 1; step <= 6; step += 1) await touch("touchMove", [x + step * 10, y]);
  await touch("touchEnd");
  await until(async () => (await plan(page)) !== pinched, "a plan moved by a finger");

  const moved = await zoom(page);
  for (let tap = 0; tap < 2; tap += 1) {
    await touch("touchStart", [x, y]);
    await touch("touchEnd");
  }
  await until(async () => (await zoom(page)) > moved * 1.5, "a plan enlarged by a double tap");
  assert.deepEqual(faults, []);
  await context.close();
});

for (const [name, device] of [["desktop", DESKTOP], ["phone", PHONE]]) {
  test(`buttons enlarge and fit the plan, and show it bare while they are held, on a ${name}`, async () => {
    const { page, context, faults } = await openSample(device);
    const press = (label) => {
      const button = page.getByRole("button", { name: label });
      return name === "phone" ? button.tap() : button.click();
    };
    const fitted = await zoom(page);
    await press("Zoom in");
    await until(async () => (await zoom(page)) > fitted, "enlarged");
    await press("Zoom out");
    await press("Zoom out");
    await until(async () => (await zoom(page)) < fitted, "shrunk");
    await press("Fit the plan");
    await until(async () => (await zoom(page)) === fitted, "fitted");

    const isBare = (bare) => until(async () => ((await painted(page, "room-canvas")) === 0) === bare, bare ? "the bare plan" : "the rooms");
    const hold = page.getByTestId("hold-bare");
    const box = await hold.boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (name === "phone") {
      const client = await context.newCDPSession(page);
      await client.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
      await isBare(true);
      await client.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    } else {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await isBare(true);
      await page.mouse.up();
    }
    await isBare(false);
    await hold.focus();
    await page.keyboard.down("Enter");
    await isBare(true);
    await page.keyboard.up("Enter");
    await isBare(false);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

for (const [name, device] of [["desktop", DESKTOP], ["phone", PHONE]]) {
  test(`keys enlarge, move and fit the plan, and go from room to room, on a ${name}`, async () => {
    const { page, context, faults } = await openSample(device);
    await page.getByTestId("stage").focus();
    const fitted = { zoom: await zoom(page), plan: await plan(page) };
    await page.keyboard.press("+");
    await until(async () => (await zoom(page)) > fitted.zoom, "enlarged by +");
    await page.keyboard.press("-");
    await page.keyboard.press("-");
    await until(async () => (await zoom(page)) < fitted.zoom, "shrunk by -");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("0");
    await frame(page);
    assert.equal(await zoom(page), fitted.zoom);
    assert.equal(await plan(page), fitted.plan, "0 shows the plan as it was");
    for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
      const before = await plan(page);
      await page.keyboard.press(key);
      await until(async () => (await plan(page)) !== before, `moved by ${key}`);
    }
    await page.keyboard.press("n");
    await until(async () => /room 1 of \d+.*confidence \d+ %/.test(await page.getByTestId("announcement").innerText()), "the first room is said");
    await page.keyboard.press("p");
    const said = await page.getByTestId("announcement").innerText();
    const [, place, count] = said.match(/room (\d+) of (\d+)/);
    assert.equal(place, count, "before the first comes the last");
    assert.deepEqual(faults, []);
    await context.close();
  });
}

for (const [name, device] of [["desktop", DESKTOP], ["phone", PHONE]]) {
  test(`rooms are drawn as they are wished for, and not at all while B is held, on a ${name}`, async () => {
    const { page, context, faults } = await openSample(device);
    if (name === "phone") await page.getByTestId("tab-look").click();
    const looks = new Set([await rooms(page)]);
    const differs = async (what, change) => {
      await change();
      await until(async () => !looks.has(await rooms(page)), what);
      looks.add(await rooms(page));
    };
    const press = (label) => page.locator(".segment", { hasText: new RegExp(`^${label}$`) });
    await differs("by confidence", () => press("By confidence").click());
    await screenshot(page, `${name}-confidence`);
    await differs("areas", () => press("Area").click());
    await differs("confidences", () => press("Confidence").click());
    await differs("no labels", () => press("None").click());
    await differs("boxes", () => press("Box").focus().then(() => page.keyboard.press("Space")));
    await screenshot(page, `${name}-boxes`);
    await differs("a stronger fill", async () => {
      await page.getByTestId("look-opacity").focus();
      await page.keyboard.press("End");
    });

    const shown = await painted(page, "room-canvas");
    assert.ok(shown > 500);
    await page.getByTestId("stage").focus();
    await page.keyboard.down("b");
    await until(async () => (await painted(page, "room-canvas")) === 0, "the bare plan");
    await page.keyboard.up("b");
    await until(async () => (await painted(page, "room-canvas")) === shown, "the rooms again");
    assert.deepEqual(faults, []);
    await context.close();
  });

  test(`layers show what the detector saw, on a ${name}`, async () => {
    const { page, context, faults } = await openSample(device);
    if (name === "phone") await page.getByTestId("tab-look").click();
    await page.getByTestId("layer-rooms").uncheck();
    await until(async () => (await painted(page, "room-canvas")) === 0, "no rooms");
    for (const layer of ["walls", "openings", "words"]) {
      await page.getByTestId(`layer-${layer}`).focus();
      await page.keyboard.press("Space");
      await until(async () => (await painted(page, "room-canvas")) > 20, layer);
      if (layer !== "words") await page.getByTestId(`layer-${layer}`).uncheck();
      else await page.getByTestId("layer-walls").check();
    }
    await frame(page);
    await screenshot(page, `${name}-layers`);
    await page.getByTestId("layer-walls").uncheck();
    await page.getByTestId("layer-words").uncheck();
    await until(async () => (await painted(page, "room-canvas")) === 0, "nothing");
    // the strictest detector leaves names without a room
    if (name === "phone") await page.getByTestId("tab-settings").click();
    await page.getByTestId("setting-min_confidence").focus();
    await page.keyboard.press("End");
    if (name === "phone") await page.getByTestId("tab-look").click();
    await page.getByTestId("layer-lost-names").check();
    await until(async () => (await painted(page, "room-canvas")) > 20, "names without a room");
    assert.deepEqual(faults, []);
    await context.close();
  });
}
