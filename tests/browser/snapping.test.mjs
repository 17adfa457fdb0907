// Corners, sides and new points jump to the walls that the detector saw: by mouse, by fingers, by keys and by buttons.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, openPage, screenshot } from "./browser.mjs";
import { MINIMAL_PHONE, clickPlan, dragPlan, exactly, onStage, openSample, roomCount, said, takenRooms } from "./plan_page.mjs";
import { startStandIn } from "./stand_in.mjs";
import { browser, service, startedWith } from "./started.mjs";

startedWith(startStandIn);

/** The outer face of the western wall, in the page's 0–1000: no room's outline lies there. */
const FACE = 134.66;
/** A box west of it. */
const BOX = [[0.03, 0.4], [0.1, 0.5]];

/** The outline of the room that was drawn last. */
const drawn = async (page) => (await takenRooms(page)).filter((room) => room.id.startsWith("own_")).at(-1).polygon;
const right = (outline) => Math.max(...outline.map(([x]) => x));
const isOnFace = (x) => assert.ok(Math.abs(x - FACE) < 1.5, `${x} is on the wall at ${FACE.toFixed(1)}`);

async function opened(device) {
  const all = await openPage(browser, service.origin, device);
  // names change the rooms: they are there before anything is drawn
  await openSample(all.page);
  return all;
}

async function done({ context, faults }) {
  assert.deepEqual(faults, []);
  await context.close();
}

test("a dragged side and a dragged corner jump to a wall", async () => {
  const all = await opened(DESKTOP);
  const { page } = all;
  await page.getByTestId("tool-draw").click();
  await dragPlan(page, ...BOX);
  await dragPlan(page, [0.1, 0.45], [FACE / 1000 - 0.005, 0.46]);
  isOnFace(right(await drawn(page)));
  await page.getByTestId("undo").click();
  assert.ok(right(await drawn(page)) < 110);
  // a corner: the wall draws across itself alone
  await page.getByTestId("tool-done").click();
  await page.getByTestId("room-corners").click();
  await dragPlan(page, [0.1, 0.4], [FACE / 1000 - 0.005, 0.44]);
  const corner = (await drawn(page)).find(([x]) => Math.abs(x - FACE) < 1.5);
  assert.ok(corner && Math.abs(corner[1] - 440) < 4, JSON.stringify(await drawn(page)));
  // farther away it stays under the hand
  await page.getByTestId("undo").click();
  await dragPlan(page, [0.1, 0.4], [0.115, 0.4]);
  assert.ok(Math.abs(right(await drawn(page)) - 115) < 3, JSON.stringify(await drawn(page)));
  await done(all);
});

test("what is drawn anew begins and ends on walls", async () => {
  const all = await opened(DESKTOP);
  const { page } = all;
  const count = await roomCount(page);
  await page.getByTestId("tool-draw").click();
  await clickPlan(page, BOX[0]);
  await clickPlan(page, [FACE / 1000 - 0.004, 0.5]);
  await exactly(page, count + 1);
  isOnFace(right(await drawn(page)));
  await done(all);
});

test("the walls are there when the rooms are: whoever draws at once waits for no worker", async () => {
  const all = await openPage(browser, service.origin);
  const { page } = all;
  await page.addInitScript(() => {
    // once `busy` is set, the worker does not hear what is asked of walls
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...more) {
      if (!(globalThis.busy && /"See"/.test(message?.head))) post.call(this, message, ...more);
    };
  });
  await page.reload();
  await openSample(page);
  await page.evaluate(() => (globalThis.busy = true));
  await page.getByTestId("tool-draw").click();
  await dragPlan(page, BOX[0], [FACE / 1000 - 0.004, 0.5]);
  isOnFace(right(await drawn(page)));
  await done(all);
});

test("a finger drags to the wall, and a button moves there without dragging", async () => {
  const all = await opened(MINIMAL_PHONE);
  const { page, context } = all;
  await page.getByTestId("tool-draw").click();
  for (const place of BOX) await clickPlan(page, place);
  const client = await context.newCDPSession(page);
  const touch = (type, ...points) =>
    client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) });
  const [from, to] = [await onStage(page, [0.1, 0.45]), await onStage(page, [FACE / 1000 - 0.012, 0.45])];
  await touch("touchStart", from);
  for (let step = 1; step <= 4; step += 1) await touch("touchMove", { x: from.x + ((to.x - from.x) * step) / 4, y: from.y });
  await touch("touchEnd");
  isOnFace(right(await drawn(page)));
  await screenshot(page, "phone-snapped");
  await page.getByTestId("undo").click();
  // taking hold of the side is one tap, the wall another
  const { x, y } = await onStage(page, [0.1, 0.45]);
  await page.touchscreen.tap(x, y);
  await page.getByTestId("corner-to-wall").click();
  isOnFace(right(await drawn(page)));
  await done(all);
});

test("W moves to the wall by keys, and says so", async () => {
  const all = await opened(DESKTOP);
  const { page } = all;
  await page.getByTestId("tool-draw").click();
  await dragPlan(page, ...BOX);
  await page.getByTestId("stage").focus();
  await page.keyboard.press("w");
  await said(page, "choose a corner or a side first");
  // corner 1, side 1, corner 2, side 2: the right one
  for (let press = 0; press < 4; press += 1) await page.keyboard.press("]");
  await said(page, "side 2 of 4");
  await page.keyboard.press("w");
  await said(page, "side 2 of 4 is on the wall");
  isOnFace(right(await drawn(page)));
  await page.getByTestId("stage").focus();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("[");
  await page.keyboard.press("[");
  for (let press = 0; press < 12; press += 1) await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("w");
  await said(page, "no wall is near|is on the wall");
  // the cross of a tool that takes points goes there too
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("w");
  await said(page, "on the wall|no wall is near");
  await done(all);
});
