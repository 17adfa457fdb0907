// The type and the number of a room: chosen and typed, by mouse, by keys and on a phone; undone, kept, exported, told the service.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, openPage, screenshot } from "./browser.mjs";
import { until } from "./pages.mjs";
import { MINIMAL_PHONE, clickPlan, downloaded, openSample, roomNamed, rooms, said, takenRooms } from "./plan_page.mjs";
import { startStandIn } from "./stand_in.mjs";
import { browser, service, startedWith } from "./started.mjs";

startedWith(startStandIn);

const KITCHEN = [0.745, 0.4];
const kitchen = async (page) => (await takenRooms(page)).find((room) => /kitchen/i.test(room.name_hint ?? ""));

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`chosen and typed, undone and kept, on a ${name}`, async () => {
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await openSample(page);
    await clickPlan(page, KITCHEN);
    assert.equal(await page.getByTestId("room-type").inputValue(), "kitchen", "what its name says");
    await page.getByTestId("room-type").selectOption({ label: "Dining" });
    await said(page, "type changed");
    await page.getByTestId("room-number").fill(" 1.04 ");
    await page.getByTestId("room-number").press("Enter");
    await said(page, "numbered");
    await roomNamed(page, "1.04").waitFor();
    await page.getByTestId("room-number").scrollIntoViewIfNeeded();
    await screenshot(page, `${name}-type-and-number`);
    const edited = await kitchen(page);
    assert.deepEqual([edited.room_type, edited.number], ["dining", "1.04"]);

    await page.getByTestId("undo").click();
    assert.equal(await page.getByTestId("room-number").inputValue(), "");
    await page.getByTestId("undo").click();
    await clickPlan(page, KITCHEN);
    assert.equal(await page.getByTestId("room-type").inputValue(), "kitchen");
    await page.getByTestId("redo").click();
    await page.getByTestId("redo").click();
    await roomNamed(page, "1.04").waitFor();

    await until(async () => service.state.feedback.some((told) => told.rooms.some((room) => room.number === "1.04")), "the service knows", 15_000);
    const told = service.state.feedback.at(-1).rooms.find((room) => room.number === "1.04");
    assert.equal(told.room_type, "dining");
    service.state.feedback.length = 0;
    await page.reload();
    await rooms(page, 8);
    await roomNamed(page, "1.04").waitFor();
    assert.equal((await kitchen(page)).room_type, "dining");
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("by keys alone, and into the table", async () => {
  const { page, context, faults } = await openPage(browser, service.origin);
  await openSample(page);
  await page.getByTestId("stage").focus();
  await page.keyboard.press("n");
  await page.keyboard.press("t");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), "room-type");
  await page.keyboard.type("sau");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), "room-number");
  await page.keyboard.type("S-1");
  await page.keyboard.press("Enter");
  await roomNamed(page, "S-1").waitFor();
  const csv = await readFile((await downloaded(page, "download-csv")).path, "utf8");
  assert.match(csv, /S-1/);
  assert.match(csv, /sauna/);
  const dxf = await readFile((await downloaded(page, "download-geojson")).path, "utf8");
  const found = JSON.parse(dxf).features.find((feature) => feature.properties.number === "S-1");
  assert.equal(found.properties.room_type, "sauna");
  assert.deepEqual(faults, []);
  await context.close();
});
