// Taking it away: every kind of file, a table for spreadsheets, and the whole work as one file that opens again anywhere.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { DESKTOP, artifacts, openPage, screenshot } from "./browser.mjs";
import { MINIMAL_PHONE, SAMPLE, clickPlan, downloaded, exactly, openSample, roomCount, roomNamed, rooms, said } from "./plan_page.mjs";
import { startStandIn } from "./stand_in.mjs";
import { browser, service, startedWith } from "./started.mjs";

startedWith(startStandIn);

const KITCHEN = [0.745, 0.4];

async function renameKitchen(page, name) {
  await clickPlan(page, KITCHEN);
  await page.getByTestId("room-name").fill(name);
  await page.getByTestId("room-name").press("Enter");
  await roomNamed(page, name).waitFor();
}

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`every kind of file holds what is shown, on a ${name}`, async () => {
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await openSample(page);
    await renameKitchen(page, "=Küche");
    const count = await roomCount(page);
    const text = async (testid) => {
      const { name, path: file } = await downloaded(page, testid);
      return { name, text: await readFile(file, "utf8") };
    };

    const preview = JSON.parse((await text("download-json")).text);
    assert.equal(preview.rooms.length, count);
    const csv = await text("download-csv");
    assert.equal(csv.name, "sample-rooms.csv");
    assert.equal(csv.text.trim().split("\r\n").length, count + 1);
    assert.match(csv.text, /"'=Küche"/, "a name is no formula");
    assert.equal(JSON.parse((await text("download-geojson")).text).features.length, count);
    assert.equal(JSON.parse((await text("download-geojson")).text).features[0].properties.unit, "metre", "by the scale that was read");
    assert.equal(JSON.parse((await text("download-coco")).text).annotations.length, count);
    assert.match((await text("download-svg")).text, /<svg[\s\S]*=Küche/);
    assert.match((await text("download-dxf")).text, /POLYLINE[\s\S]*EOF\s*$/);
    const analysis = JSON.parse((await text("download-analysis")).text);
    assert.ok(analysis.text_blocks.length > 0 && analysis.line_work.length === 1);

    const png = await readFile((await downloaded(page, "download-png")).path);
    assert.deepEqual([...png.subarray(1, 4)], [..."PNG"].map((c) => c.charCodeAt(0)));
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1595, 1235], "at the size of the plan");
    const pdf = await readFile((await downloaded(page, "download-pdf")).path);
    await writeFile(path.join(artifacts, `${name}-sample-rooms.pdf`), pdf);
    const latin = pdf.toString("latin1");
    assert.match(latin, /^%PDF-1\.\d[\s\S]*DCTDecode[\s\S]*%%EOF\s*$/);
    assert.match(latin, /\(BEDROOM\) Tj/, "names are text");
    assert.match(latin, /<3D4BFC636865> Tj/, "also with other letters, in hexadecimal");
    assert.deepEqual(faults, []);
    await context.close();
  });
}

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`a table and a link go to the clipboard, by the pointer and by keys, on a ${name}`, async () => {
    const options = { ...device, permissions: ["clipboard-read", "clipboard-write"] };
    const { page, context, faults } = await openPage(browser, service.origin, options);
    await openSample(page);
    await renameKitchen(page, "+Kitchen");
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByTestId("download-menu").click();
    await page.getByTestId("copy-table").click();
    await said(page, "table copied");
    assert.match(await page.getByTestId("status-line").innerText(), /table copied/i, "it can be read too");
    const table = await copied();
    const lines = table.trim().split("\n");
    assert.equal(lines.length, (await roomCount(page)) + 1);
    assert.ok(lines.every((line) => line.split("\t").length === 6));
    assert.match(lines[0], /^Name\tNumber\tType\tArea \(m²\)/);
    assert.match(table, /^'\+Kitchen\t/m);

    // a link to the settings, from the menu's end
    if (name === "phone") await page.getByTestId("tab-settings").click();
    await page.getByTestId("setting-strictness").press("End");
    await page.getByTestId("download-menu").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.dataset.testid === "download-work");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await said(page, "link copied");
    const link = new URL(await copied());
    assert.equal(link.origin, service.origin);
    assert.match(link.hash, /strictness=1\b/);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`the whole work is opened again elsewhere, on a ${name}`, async () => {
    const first = await openPage(browser, service.origin, device);
    await first.page.addInitScript(() => delete globalThis.showSaveFilePicker);
    await first.page.reload();
    await openSample(first.page);
    await renameKitchen(first.page, "Canteen");
    const count = await roomCount(first.page);
    const { name: fileName, path: file } = await downloaded(first.page, "download-work");
    assert.equal(fileName, "sample.roomprint");
    const bytes = await readFile(file);
    await first.context.close();

    // another browser, without any service
    const offline = await openPage(browser, service.origin, device);
    await offline.page.route("**/api/**", (route) => route.abort());
    await offline.page.reload();
    await offline.page.getByTestId("file-input").setInputFiles({ name: "sample.roomprint", mimeType: "", buffer: bytes });
    await rooms(offline.page, 8);
    await roomNamed(offline.page, "Canteen").waitFor();
    await roomNamed(offline.page, /living/i).waitFor();
    await exactly(offline.page, count);
    assert.equal(await offline.page.getByTestId("plan-name").innerText(), "sample.png");
    await offline.page.getByTestId("undo").click();
    await roomNamed(offline.page, /kitchen/i).waitFor();
    await screenshot(offline.page, `${name}-work-opened`);
    await offline.context.close();
  });
}

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`Ctrl S writes the file in place, where the browser lets it, on a ${name}`, async () => {
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await page.addInitScript(() => {
      globalThis.written = [];
      globalThis.asked = 0;
      globalThis.showSaveFilePicker = async ({ suggestedName }) => {
        globalThis.asked += 1;
        globalThis.askedFor = suggestedName;
        return {
          createWritable: async () => ({
            write: async (blob) => globalThis.written.push(blob.size),
            close: async () => {},
          }),
        };
      };
    });
    await page.reload();
    await openSample(page);
    await page.keyboard.press("Control+s");
    await said(page, "^saved$");
    await renameKitchen(page, "Canteen");
    await page.keyboard.press("Control+s");
    await page.waitForFunction(() => globalThis.written.length === 2);
    const [asked, askedFor, written] = await page.evaluate(() => [globalThis.asked, globalThis.askedFor, globalThis.written]);
    assert.deepEqual([asked, askedFor], [1, "sample.roomprint"], "the place is asked for once");
    assert.ok(written.every((size) => size > 80_000 && size % 512 === 0), `${written}`);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("files that are not as they were written are refused, and say why", async () => {
  const { page, context, faults } = await openPage(browser, service.origin);
  await page.addInitScript(() => delete globalThis.showSaveFilePicker);
  await page.reload();
  await openSample(page);
  const bytes = await readFile((await downloaded(page, "download-work")).path);
  const count = await page.getByTestId("plan-count").innerText();

  const changed = (change) => {
    const copy = Buffer.from(bytes);
    change(copy);
    return copy;
  };
  const header = (copy, at) => {
    copy.write("        ", at + 148, "latin1");
    const sum = copy.subarray(at, at + 512).reduce((sum, byte) => sum + byte, 0);
    copy.write(`${sum.toString(8).padStart(6, "0")}\0 `, at + 148, "latin1");
  };
  const hostile = {
    "cut.roomprint": [bytes.subarray(0, bytes.length / 2), /damaged.*cut off/],
    "newer.roomprint": [changed((copy) => copy.write('"version": 9', copy.indexOf('"version": 1'))), /newer Roomprint/],
    "foreign.roomprint": [changed((copy) => copy.write("elsewhere", copy.indexOf("roomprint"))), /damaged/],
    "huge.roomprint": [
      changed((copy) => {
        const at = Math.ceil(copy.indexOf("corrections.json") / 512) * 512;
        copy.write("77777777777", at + 124, "latin1");
        header(copy, at);
      }),
      /too large \(corrections\.json/,
    ],
    "noplan.roomprint": [changed((copy) => copy.fill("x", copy.indexOf("\x89PNG", 0, "latin1"), copy.indexOf("\x89PNG", 0, "latin1") + 8)), /damaged.*plan/],
    "zeros.roomprint": [Buffer.alloc(4096), /no floor plan/],
  };
  for (const [name, [buffer, words]] of Object.entries(hostile)) {
    await page.getByTestId("file-input").setInputFiles({ name, mimeType: "", buffer });
    const error = page.getByTestId("error-message").filter({ hasText: name });
    await error.waitFor({ timeout: 10_000 });
    assert.match(await error.innerText(), words);
  }
  assert.equal(await page.getByTestId("plan-count").innerText(), count, "nothing was opened");
  assert.deepEqual(faults, []);
  await context.close();
});

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`the menu is walked by keys and gives the focus back, on a ${name}`, async () => {
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await page.getByTestId("file-input").setInputFiles(SAMPLE);
    await rooms(page, 8);
    const focused = () => page.evaluate(() => document.activeElement.dataset.testid);
    await page.getByTestId("download-menu").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.dataset.testid === "download-work");
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), "download-pdf");
    await page.keyboard.press("End");
    assert.equal(await focused(), "copy-link");
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), "download-work", "round and round");
    await page.keyboard.press("Escape");
    assert.equal(await focused(), "download-menu");
    assert.equal(await page.getByTestId("download-menu").getAttribute("aria-expanded"), "false");
    const download = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.dataset.testid === "download-work");
    for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal((await download).suggestedFilename(), "sample-rooms.csv");
    assert.equal(await focused(), "download-menu");
    assert.deepEqual(faults, []);
    await context.close();
  });
}
