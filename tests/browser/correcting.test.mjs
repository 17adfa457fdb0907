// Correcting: by mouse, by keyboard, by touch; every step back and forth; nothing lost by detecting again or by a tab that dies.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, openPage, screenshot } from "./browser.mjs";
import { until } from "./pages.mjs";
import { MINIMAL_PHONE, clickPlan, dragPlan, exactly, onStage, openSample, roomCount, roomNamed, rooms, said, takenRooms } from "./plan_page.mjs";
import { startStandIn } from "./stand_in.mjs";
import { browser, service, startedWith } from "./started.mjs";

startedWith(startStandIn);

/** Places of the sample, in shares of its width and height. */
const KITCHEN = [0.745, 0.4];
const BATH = [0.455, 0.33];
const LIVING = [0.6, 0.75];
const OUTSIDE = [[0.02, 0.93], [0.12, 0.985]];

async function opened(device, options) {
  const all = await openPage(browser, service.origin, { ...device, ...options });
  await openSample(all.page);
  return all;
}

async function done({ context, faults }) {
  assert.deepEqual(faults, []);
  await context.close();
}

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`names, acceptance and removal, and every step back, on a ${name}`, async () => {
    const all = await opened(device);
    const { page } = all;
    const count = await roomCount(page);
    await clickPlan(page, KITCHEN);
    const field = page.getByTestId("room-name");
    assert.match(await field.inputValue(), /kitchen/i);
    const offered = await page.locator("#printed-names option").evaluateAll((options) => options.map((option) => option.value));
    assert.ok(offered.some((name) => /laundry/i.test(name)), `names of the plan are offered: ${offered}`);
    await field.fill("مطبخ");
    await field.press("Enter");
    await roomNamed(page, "مطبخ").waitFor();
    await page.getByTestId("room-accept").click();
    await page.getByTestId("room-delete").click();
    await exactly(page, count - 1);
    for (let step = 0; step < 2; step += 1) await page.getByTestId("undo").click();
    await exactly(page, count);
    assert.equal(await roomNamed(page, /kitchen/i).count(), 1, "the old name is back");
    await page.getByTestId("redo").click();
    await page.getByTestId("redo").click();
    await exactly(page, count - 1);
    assert.equal(await page.getByTestId("redo").getAttribute("aria-disabled"), "true");
    await screenshot(page, `${name}-corrected`);
    await done(all);
  });

  test(`boxes and outlines by clicks alone, on a ${name}`, async () => {
    const all = await opened(device);
    const { page } = all;
    const count = await roomCount(page);
    await page.getByTestId("tool-draw").click();
    await clickPlan(page, OUTSIDE[0]);
    await clickPlan(page, OUTSIDE[1]);
    await exactly(page, count + 1);
    await page.getByTestId("tool-done").click();
    await page.getByTestId("tool-outline").click();
    for (const place of [[0.2, 0.93], [0.3, 0.93], [0.3, 0.98]]) await clickPlan(page, place);
    await page.getByTestId("outline-finish").click();
    await exactly(page, count + 2);
    const drawn = (await takenRooms(page)).filter((room) => room.id.startsWith("own_"));
    assert.deepEqual(drawn.map((room) => room.polygon.length).sort(), [3, 4]);
    await done(all);
  });

  test(`an empty space gives its room, on a ${name}`, async () => {
    const all = await opened(device);
    const { page } = all;
    const count = await roomCount(page);
    await clickPlan(page, BATH);
    await page.getByTestId("room-delete").click();
    await exactly(page, count - 1);
    await page.getByTestId("tool-fill").click();
    await clickPlan(page, BATH);
    await exactly(page, count);
    assert.equal(await roomNamed(page, /bath/i).count(), 1, "with the name that is printed in it");
    await clickPlan(page, [0.5, 0.03]);
    await said(page, "no walls");
    await exactly(page, count);
    await done(all);
  });

  test(`two rooms become one, and one becomes two, on a ${name}`, async () => {
    const all = await opened(device);
    const { page } = all;
    const count = await roomCount(page);
    await clickPlan(page, KITCHEN);
    await page.getByTestId("room-merge").click();
    await clickPlan(page, LIVING);
    await exactly(page, count - 1);
    const merged = roomNamed(page, /kitchen \/ living/i);
    await merged.waitFor();
    await page.getByTestId("room-split").click();
    if (name === "desktop") await dragPlan(page, [0.6, 0.485], [0.95, 0.485]);
    else for (const end of [[0.6, 0.485], [0.95, 0.485]]) await clickPlan(page, end);
    await exactly(page, count);
    await done(all);
  });
}

test("on a phone the name of the chosen room is in sight, chosen on the plan or in the list", async () => {
  const all = await opened(MINIMAL_PHONE);
  const { page } = all;
  /** Whether a tap in the middle of something would reach it. */
  const isInSight = (locator) =>
    locator.evaluate((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
    });
  const name = page.getByTestId("room-name");
  await clickPlan(page, KITCHEN);
  await until(() => isInSight(name), "the name, after a tap on the plan");
  // somewhere down the list
  await page.getByTestId("room-item").last().tap();
  await until(() => isInSight(name), "the name, after a tap in the list");
  await page.getByTestId("room-item").nth(3).tap();
  await until(() => isInSight(name), "the name, after another");
  // who walks the list by keys keeps in sight what has the focus
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await until(() => isInSight(page.locator(":focus")), "the item that has the focus");
  await done(all);
});

test("corners and sides follow the pointer and jump to walls", async () => {
  const all = await opened(DESKTOP);
  const { page } = all;
  await page.getByTestId("tool-draw").click();
  await dragPlan(page, ...OUTSIDE);
  const box = async () => (await takenRooms(page)).find((room) => room.id.startsWith("own_")).bounding_box;
  const before = await box();
  // a side moves across itself alone
  await dragPlan(page, [0.12, 0.9575], [0.2, 0.9]);
  const wider = await box();
  assert.ok(Math.abs(wider[2] - 200) < 4, `${wider}`);
  assert.deepEqual([wider[1], wider[3]], [before[1], before[3]]);
  // a corner that comes near a corner of another room's walls lies on it
  const living = (await takenRooms(page)).find((room) => /living/i.test(room.name_hint ?? ""));
  const [x, y] = living.polygon.reduce((lowest, corner) => (corner[1] - corner[0] > lowest[1] - lowest[0] ? corner : lowest));
  await dragPlan(page, [wider[2] / 1000, wider[1] / 1000], [(x + 2.5) / 1000, (y + 2.5) / 1000]);
  const snapped = await box();
  assert.ok(Math.hypot(snapped[2] - x, snapped[1] - y) < 0.02, `${snapped} has its corner at ${[x, y]}`);
  // a corner, then its new place: no dragging
  await clickPlan(page, [0.02, 0.985]);
  await clickPlan(page, [0.06, 0.955]); // out of reach of every side
  const clicked = (await takenRooms(page)).find((room) => room.id.startsWith("own_")).polygon;
  assert.ok(clicked.some(([x, y]) => Math.abs(x - 60) < 4 && Math.abs(y - 955) < 4), JSON.stringify(clicked));
  await page.getByTestId("corner-add").click();
  assert.equal((await takenRooms(page)).find((room) => room.id.startsWith("own_")).polygon.length, 5);
  await page.getByTestId("corner-remove").click();
  assert.equal((await takenRooms(page)).find((room) => room.id.startsWith("own_")).polygon.length, 4);
  await done(all);
});

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`rooms are split, merged and accepted by keys, on a ${name}`, async () => {
    const all = await opened(device);
    const { page } = all;
    const count = await roomCount(page);
    const press = async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const announced = () => page.getByTestId("announcement").innerText();
    /** Goes on from room to room until one is said; other news may drown it once. */
    const walkTo = async (words) => {
      for (let step = 0; step < 3 * count; step += 1) {
        await press("n");
        if (words.test(await announced())) return;
      }
      assert.fail(`no ${words}`);
    };
    await page.getByTestId("stage").focus();
    await walkTo(/kitchen, room/i);
    await press("a");
    await said(page, "accepted");
    // the cross begins in the middle of the room: out at its left, and through to its right
    await press("s", ...Array(4).fill("Shift+ArrowLeft"), "Enter", ...Array(8).fill("Shift+ArrowRight"), "Enter");
    await said(page, "room split");
    await exactly(page, count + 1);
    const halves = (await takenRooms(page)).filter((room) => room.id.startsWith("own_"));
    assert.equal(halves.length, 2);
    assert.ok(halves.every((half) => half.area === undefined || half.area.value > 0));
    const other = await page.locator('.room[data-room^="own_"][aria-pressed="false"] .room-name').innerText();
    await page.getByTestId("stage").focus();
    await press("g");
    await said(page, "choose the room to merge with");
    await walkTo(new RegExp(`^merge with ${other}\\? enter does it`, "i"));
    await press("Enter");
    await said(page, "room merged");
    await exactly(page, count);
    await press("Control+z", "Control+z", "Control+z");
    await said(page, "undone: accept");
    await press("Control+Shift+z", "Control+y", "Control+y");
    await exactly(page, count);
    await said(page, "done again: merge");
    assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), "stage", "the focus stayed");
    await done(all);
  });
}

test("all of it by keyboard", async () => {
  const all = await opened(DESKTOP);
  const { page } = all;
  const count = await roomCount(page);
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const times = (key, count) => Array(count).fill(key);
  await page.getByTestId("stage").focus();
  await press("n");
  await said(page, `room 1 of ${count}.*confidence`);
  await press("r", ..."Studio", "Enter");
  await roomNamed(page, "Studio").waitFor();
  await page.getByTestId("stage").focus();
  await press("a", "Delete");
  await said(page, "deleted");
  await exactly(page, count - 1);
  await press("Control+z");
  await exactly(page, count);
  // a box, far from the walls
  await press("d", ...times("Shift+ArrowDown", 6), ...times("Shift+ArrowLeft", 5), "Enter", "Shift+ArrowRight", "ArrowUp", "ArrowUp", "Enter");
  await exactly(page, count + 1);
  // one of its corners, then a side
  const own = async () => (await takenRooms(page)).filter((room) => room.id.startsWith("own_")).at(-1).polygon;
  const before = await own();
  await page.getByTestId("stage").focus();
  await press("]", "Shift+ArrowLeft");
  await said(page, "reshaped|corner 1");
  await press("]", "Shift+ArrowUp", "i");
  const after = await own();
  assert.equal(after.length, before.length + 1);
  assert.ok(after[0][0] < before[0][0] && after[0][1] < before[0][1], `${before[0]} moved to ${after[0]}`);
  await page.getByTestId("stage").focus();
  await press("Delete");
  assert.equal((await own()).length, before.length);
  await page.getByTestId("stage").focus();
  await press("Escape", "Escape", "Control+z", "Control+z", "Control+z", "Control+z", "Control+z");
  await exactly(page, count);
  // an outline
  await press("o", ...times("Shift+ArrowDown", 6), "Enter", "Shift+ArrowLeft", "Enter", "ArrowUp", "ArrowUp", "Enter", "f");
  await exactly(page, count + 1);
  // a space
  await press("f", "Enter");
  await said(page, "added|no walls");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), "stage", "the focus stayed");
  await done(all);
});

test("detecting again leaves corrections as they are", async () => {
  const all = await opened(DESKTOP);
  const { page } = all;
  await clickPlan(page, KITCHEN);
  await page.getByTestId("room-name").fill("Canteen");
  await page.getByTestId("room-name").press("Enter");
  await clickPlan(page, BATH);
  await page.getByTestId("room-delete").click();
  const slider = page.getByTestId("setting-strictness");
  await slider.focus();
  await slider.press("Home");
  await page.waitForTimeout(300);
  assert.equal(await roomNamed(page, "Canteen").count(), 1);
  assert.equal(await roomNamed(page, /bath/i).count(), 0, "what was removed stays away");
  await slider.press("End");
  await page.waitForTimeout(300);
  assert.equal(await roomNamed(page, "Canteen").count(), 1, "the strictest setting leaves it too");
  await done(all);
});

test("a tab that dies in the middle of correcting takes nothing with it", async () => {
  const all = await opened(DESKTOP);
  const { page, context } = all;
  await clickPlan(page, KITCHEN);
  await page.getByTestId("room-name").fill("Canteen");
  await page.getByTestId("room-name").press("Enter");
  await roomNamed(page, "Canteen").waitFor();
  await clickPlan(page, BATH);
  await page.getByTestId("room-delete").click();
  const count = await roomCount(page);
  await page.getByTestId("tool-draw").click();
  const { x, y } = await onStage(page, OUTSIDE[0]);
  await page.mouse.move(x, y);
  await page.mouse.down(); // in the middle of a box
  await Promise.all([page.waitForEvent("crash"), page.goto("chrome://crash").catch(() => {})]);

  const again = await context.newPage();
  await again.goto(service.origin);
  await rooms(again, 8);
  await roomNamed(again, "Canteen").waitFor();
  await exactly(again, count);
  assert.equal(await again.getByTestId("plan-name").innerText(), "sample.png");
  // the steps are there to be undone as well
  await again.getByTestId("undo").click();
  await exactly(again, count + 1);
  await again.getByTestId("undo").click();
  assert.equal(await roomNamed(again, /kitchen/i).count(), 1);
  await screenshot(again, "desktop-after-a-crash");
  await context.close();
});

test("corrections reach the service, also when it does not take them at first", async () => {
  const own = await startStandIn();
  own.state.refuseFeedback = 1;
  const { page, context, faults } = await openPage(browser, own.origin);
  await openSample(page);
  await clickPlan(page, KITCHEN);
  await page.getByTestId("room-name").fill("Canteen");
  await page.getByTestId("room-name").press("Enter");
  await page.locator('[data-testid="delivery"][data-state="failed"]').waitFor({ timeout: 15_000 });
  assert.match(await page.getByTestId("delivery").innerText(), /does not have them yet/);
  await page.getByTestId("delivery-send").click();
  await page.locator('[data-testid="delivery"][data-state="told"]').waitFor({ timeout: 15_000 });
  const [told] = own.state.feedback;
  const canteen = told.rooms.find((room) => room.name_hint === "Canteen");
  assert.ok(canteen.polygon.length >= 3 && canteen.bounding_box.length === 4);
  assert.equal(typeof told.settings.strictness, "number");
  await page.reload();
  await rooms(page, 8);
  await page.locator('[data-testid="delivery"][data-state="told"]').waitFor();
  await page.waitForTimeout(3500);
  assert.equal(own.state.feedback.length, 1, "what was told is not told again");
  assert.deepEqual(faults, []);
  await context.close();
  await own.kill();
});
