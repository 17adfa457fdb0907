// PDFs of several pages, read in the page itself: pictures, rooms, thumbnails, turning pages by mouse and by keys.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { DESKTOP, PHONE, artifacts, openPage, screenshot } from "./browser.mjs";
import { pdf, rowOfRooms } from "./drawings.mjs";
import { fingerprint, open, painted, roomCount, roomNames, until, waitForRooms, zoom } from "./pages.mjs";
import { startService } from "./service.mjs";
import { browser, service, startedWith } from "./started.mjs";

const PAGES = [
  ["KITCHEN", "BEDROOM", "HALL"],
  ["OFFICE", "STUDY"],
  ["GARAGE", "STORE", "BATH", "LOBBY"],
];
const threePages = pdf(PAGES.map(rowOfRooms));

startedWith(startService);

const seenPage = (page) => page.locator('[data-testid="page-button"][aria-current="page"]').getAttribute("data-page");

/** Waits until the names of a page are listed. */
const waitForNames = (page, names) =>
  until(async () => {
    const listed = (await roomNames(page)).map((name) => name.toUpperCase());
    return names.every((name) => listed.includes(name)) && listed.length === names.length;
  }, `the rooms ${names}`, 60_000);

/** Opens the PDF with no service to help; `prepare` runs in the page before its own scripts. */
async function openAlone(device, prepare = () => {}) {
  const opened = await openPage(browser, service.origin, device);
  await opened.page.addInitScript(prepare);
  await opened.page.route("**/api/v1/**", (route) => route.abort());
  await opened.page.reload();
  await opened.page.getByTestId("sample-button").waitFor();
  await open(opened.page, "three.pdf", threePages, "application/pdf");
  await waitForNames(opened.page, PAGES[0]);
  return opened;
}

/** The box around what is painted on a canvas, or painted dark, in its pixels. */
const inkBox = (page, testid, darkOnly = false) =>
  page.getByTestId(testid).evaluate((canvas, darkOnly) => {
    const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const box = [width, height, 0, 0];
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] === 0 || (darkOnly && data[at] + data[at + 1] + data[at + 2] > 90)) continue;
      const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    return box;
  }, darkOnly);

test("rooms lie on their page, also on one that is small", async () => {
  const { page, context, faults } = await openAlone(DESKTOP);
  for (const number of [1, 2, 3]) {
    await page.locator(`[data-page="${number}"]`).click();
    await waitForNames(page, PAGES[number - 1]);
    await until(async () => (await inkBox(page, "plan-canvas", true))[2] > 0, "walls");
    await page.waitForTimeout(200);
    const walls = await inkBox(page, "plan-canvas", true);
    const rooms = await inkBox(page, "room-canvas");
    const wall = ((walls[2] - walls[0]) / PAGES[number - 1].length / 150) * 8;
    const gaps = [rooms[0] - walls[0], rooms[1] - walls[1], walls[2] - rooms[2], walls[3] - rooms[3]];
    assert.ok(gaps.every((gap) => gap > 0 && gap < 2 * wall + 2), `page ${number}: ${gaps} beside walls of ${wall}`);
  }
  assert.deepEqual(faults, []);
  await context.close();
});

for (const [name, device] of [["desktop", DESKTOP], ["phone", PHONE]]) {
  test(`without a service, on a ${name}`, async () => {
    const { page, context, faults } = await openAlone(device);
    assert.ok((await painted(page, "plan-canvas")) > 1000, "the page is drawn");
    assert.equal(await page.getByTestId("page-button").count(), 3);
    await page.waitForFunction(() => [...document.querySelectorAll(".page-picture")].every((canvas) => canvas.width > 100));
    const first = await fingerprint(page, "plan-canvas");

    await page.locator('[data-page="3"]').click();
    await waitForNames(page, PAGES[2]);
    assert.equal(await seenPage(page), "3");
    await until(async () => (await fingerprint(page, "plan-canvas")) !== first, "another page on the stage");
    await screenshot(page, `${name}-pdf-page-3`);

    // by keys: from the strip, and from anywhere
    await page.locator('[data-page="3"]').focus();
    await page.keyboard.press("ArrowLeft");
    await waitForNames(page, PAGES[1]);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.page), "2", "the focus goes along");
    await page.getByTestId("stage").focus();
    await page.keyboard.press("PageUp");
    await waitForNames(page, PAGES[0]);
    await page.keyboard.press("PageUp");
    assert.equal(await seenPage(page), "1", "there is no page before the first");
    await page.keyboard.press("PageDown");
    assert.equal(await seenPage(page), "2");
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("every page is found as it was left", async () => {
  const { page, context, faults } = await openAlone(DESKTOP);
  await page.getByTestId("room-item").nth(1).click();
  await page.getByTestId("stage").focus();
  for (let press = 0; press < 4; press += 1) await page.keyboard.press("+");
  const enlarged = await zoom(page);
  await page.keyboard.press("PageDown");
  await waitForNames(page, PAGES[1]);
  assert.notEqual(await zoom(page), enlarged, "another page is fitted");
  assert.equal(await page.locator('[data-testid="room-item"][aria-pressed="true"]').count(), 0);
  await page.keyboard.press("PageUp");
  await waitForNames(page, PAGES[0]);
  assert.equal(await zoom(page), enlarged);
  assert.equal(await page.locator('[data-testid="room-item"][aria-pressed="true"]').count(), 1);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a page is drawn finer when somebody looks closer", async () => {
  const { page, context, faults } = await openAlone(DESKTOP);
  // what the page asks of its workers
  await page.evaluate(() => {
    globalThis.asked = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...more) {
      globalThis.asked.push(message.head);
      return post.call(this, message, ...more);
    };
  });
  /** Share of the plan's pixels that are neither ink nor paper: the blur of an enlarged picture. */
  const blur = () =>
    page.getByTestId("plan-canvas").evaluate((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let between = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] > 60 && data[at] < 195) between += 1;
      return between / (data.length / 4);
    });
  await page.getByTestId("stage").focus();
  for (let press = 0; press < 12; press += 1) await page.keyboard.press("+");
  assert.ok((await zoom(page)) > 200);
  const parts = () => page.evaluate(() => globalThis.asked.filter((head) => head.includes("DrawPart")).map((head) => JSON.parse(head).DrawPart));
  await until(async () => (await parts()).length > 0, "a part that is to be drawn finer");
  const [left, top, right, bottom] = (await parts()).at(-1).area;
  assert.ok(right - left < 0.5 && bottom - top < 1 && left >= 0 && top >= 0, "only what is seen");
  await until(async () => (await blur()) < 0.002, "edges without a blur");
  await screenshot(page, "desktop-pdf-closer");
  assert.deepEqual(faults, []);
  await context.close();
});

test("with a service its reading takes over, and nothing is read twice", async () => {
  const { page, context, faults } = await openPage(browser, service.origin);
  await page.getByTestId("upload-switch").waitFor();
  await open(page, "three.pdf", threePages, "application/pdf");
  await page.waitForFunction(() => /names (not )?read/.test(document.querySelector('[data-testid="status-line"]')?.textContent), null, { timeout: 180_000 });
  await waitForNames(page, PAGES[0]);
  await page.locator('[data-page="2"]').click();
  await waitForNames(page, PAGES[1]);
  assert.deepEqual(faults, []);
  await context.close();
});

for (const [name, device] of [["desktop", DESKTOP], ["phone", PHONE]]) {
  test(`all pages are taken away as one PDF, the seen one as PNG, on a ${name}`, async () => {
    const { page, context, faults } = await openAlone(device);
    // asked for at once, while the other pages are still being read, and by keys
    await page.getByTestId("download-menu").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.dataset.testid === "download-work");
    await page.keyboard.press("ArrowDown");
    assert.match(await page.getByTestId("download-pdf").innerText(), /all 3 pages/);
    const [download] = await Promise.all([page.waitForEvent("download", { timeout: 60_000 }), page.keyboard.press("Enter")]);
    const file = await readFile(await download.path());
    await writeFile(path.join(artifacts, `${name}-three-rooms.pdf`), file);
    const text = file.toString("latin1");
    assert.match(text, /\/Count 3\b/);
    assert.equal(text.match(/DCTDecode/g).length, 3, "each page has its plan");
    for (const room of PAGES.flat()) assert.match(text, new RegExp(`\\(${room}\\) Tj`), `${room} is in the file`);
    assert.equal(await seenPage(page), "1", "what is seen stays");
    // the page reads its own file again, and finds the same number of pages
    await open(page, "again.pdf", file, "application/pdf");
    await until(async () => (await page.getByTestId("page-button").count()) === 3 && (await page.getByTestId("plan-name").innerText()) === "again.pdf", "three pages", 60_000);

    await page.getByTestId("plans-menu").click();
    await page.getByTestId("plan-item").filter({ hasText: "three.pdf" }).click();
    await page.locator('[data-page="2"]').click();
    await waitForNames(page, PAGES[1]);
    await page.getByTestId("download-menu").click();
    assert.match(await page.getByTestId("download-png").innerText(), /page 2/);
    const [picture] = await Promise.all([page.waitForEvent("download"), page.getByTestId("download-png").click()]);
    assert.equal(picture.suggestedFilename(), "three-page-2-rooms.png");
    assert.deepEqual(faults, []);
    await context.close();
  });
}

/** In the page: no page after the first is read before `release()` is called. */
function holdPages() {
  const held = [];
  let holding = true;
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...more) {
    const { page } = (/"Read"/.test(message?.head) && JSON.parse(message.head).Read) || {};
    if (holding && page > 1) held.push(() => post.call(this, message, ...more));
    else post.call(this, message, ...more);
  };
  globalThis.release = () => {
    holding = false;
    held.splice(0).forEach((send) => send());
  };
}

for (const [name, device] of [["desktop", DESKTOP], ["phone", PHONE]]) {
  test(`what is taken away is whole: it waits for pages that are being read, on a ${name}`, async () => {
    const { page, context, faults } = await openAlone({ ...device, permissions: ["clipboard-read", "clipboard-write"] }, holdPages);
    const downloads = [];
    page.on("download", (download) => downloads.push(download));
    await page.evaluate(() => delete globalThis.showSaveFilePicker);
    const status = page.getByTestId("status-line");
    const choose = async (testid) => {
      await page.getByTestId("download-menu").click();
      await page.getByTestId(testid).click();
    };
    assert.match(await status.innerText(), /1 of 3 pages read/);
    await choose("download-csv");
    await until(async () => /Reading all pages first: 1 of 3/.test(await status.innerText()), "what it waits for");
    await screenshot(page, `${name}-waiting-for-pages`);
    // given up: by a tap, by a key
    if (name === "phone") await page.getByTestId("taking-cancel").tap();
    else await page.keyboard.press("Escape");
    await until(async () => /Cancelled/.test(await status.innerText()), "that it was given up");
    assert.equal(await page.getByTestId("taking-cancel").count(), 0);

    // the picture is of the page that is seen, which is read
    await choose("download-png");
    await until(() => downloads.length === 1, "the picture of the first page");
    for (const testid of ["download-geojson", "download-json", "copy-table"]) await choose(testid);
    await page.keyboard.press("Control+s");
    await page.waitForTimeout(300);
    assert.equal(downloads.length, 1, "nothing else before all is read");
    await page.evaluate(() => globalThis.release());
    await until(() => downloads.length === 4, "three files");
    const files = Object.fromEntries(
      await Promise.all(downloads.map(async (download) => [download.suggestedFilename(), await readFile(await download.path())])),
    );
    assert.deepEqual(Object.keys(files).sort(), ["three-page-1-rooms.png", "three-rooms.geojson", "three-rooms.json", "three.roomprint"]);
    const named = (rooms) => rooms.map((room) => room.name_hint.toUpperCase()).sort();
    const all = PAGES.flat().sort();
    assert.deepEqual(named(JSON.parse(files["three-rooms.json"]).rooms), all);
    assert.equal(JSON.parse(files["three-rooms.geojson"]).features.length, all.length);
    const table = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(table.trim().split("\n").length, all.length + 1);
    assert.match(await page.getByTestId("announcement").innerText(), /copied|saved/i);

    // the work opens with all of its pages elsewhere
    await page.getByTestId("file-input").setInputFiles({ name: "three.roomprint", mimeType: "", buffer: files["three.roomprint"] });
    await until(async () => (await page.getByTestId("plan-count").innerText()) === "2", "another plan");
    await waitForNames(page, PAGES[0]);
    await page.locator('[data-page="3"]').click();
    await waitForNames(page, PAGES[2]);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("after a reload the pages are there again", async () => {
  const { page, context, faults } = await openAlone(DESKTOP);
  await page.waitForTimeout(500);
  await page.reload();
  await waitForNames(page, PAGES[0]);
  assert.ok((await painted(page, "plan-canvas")) > 1000);
  assert.equal(await page.getByTestId("page-button").count(), 3);
  assert.deepEqual(faults, []);
  await context.close();
});

test("a damaged PDF is refused in plain words, and the next one is read", async () => {
  const { page, context } = await openPage(browser, service.origin);
  await page.route("**/api/v1/**", (route) => route.abort());
  await page.reload();
  await page.getByTestId("sample-button").waitFor();
  await open(page, "broken.pdf", Buffer.from("%PDF-1.4\nnothing that a PDF would have"), "application/pdf");
  await page.getByTestId("error-message").waitFor({ timeout: 30_000 });
  assert.match(await page.getByTestId("error-message").innerText(), /PDF cannot be read/);
  assert.equal(await roomCount(page), 0);
  await open(page, "three.pdf", threePages, "application/pdf");
  await waitForRooms(page, 3);
  await context.close();
});
