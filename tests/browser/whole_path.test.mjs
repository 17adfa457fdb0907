// The whole path: drop a plan, see its rooms, move a slider, take the result away; with the service and without.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { DESKTOP, PHONE, openPage, screenshot } from "./browser.mjs";
import { startService, workspace } from "./service.mjs";
import { browser, service, startedWith } from "./started.mjs";

const sample = path.join(workspace, "web/public/sample.png");

startedWith(startService);

const roomCount = (page) => page.getByTestId("room-item").count();

async function waitForRooms(page, least = 3) {
  await page.waitForFunction(
    (least) => document.querySelectorAll('[data-testid="room-item"]').length >= least,
    least,
    { timeout: 60_000 },
  );
}

/** Moves a range control as a person would, by the keyboard. */
async function pushSlider(page, key, end) {
  const slider = page.getByTestId(`setting-${key}`);
  await slider.scrollIntoViewIfNeeded();
  await slider.focus();
  await slider.press(end);
}

for (const [name, device] of [["desktop", DESKTOP], ["phone", PHONE]]) {
  test(`sample, slider, download, on a ${name}`, async () => {
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await page.getByTestId("sample-button").waitFor();
    await screenshot(page, `${name}-empty`);
    await page.getByTestId("sample-button").click();
    await waitForRooms(page);
    await page.waitForFunction(() => /kitchen/i.test(document.body.innerText), null, { timeout: 120_000 });
    await screenshot(page, `${name}-sample`);
    const normal = await roomCount(page);

    if (name === "phone") await page.getByTestId("tab-settings").click();
    await pushSlider(page, "strictness", "End");
    await page.waitForFunction(
      (normal) => document.querySelectorAll('[data-testid="room-item"]').length < normal,
      normal,
      { timeout: 10_000 },
    );
    assert.ok((await roomCount(page)) < normal, "the strictest setting leaves rooms out");

    const download = page.waitForEvent("download");
    await page.getByTestId("download-menu").click();
    await page.getByTestId("download-json").click();
    const preview = JSON.parse(await readFile(await (await download).path(), "utf8"));
    assert.equal(preview.stage, "preview");
    assert.equal(preview.rooms.length, await roomCount(page), "the file holds the rooms that are shown");
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("rooms from pixels are there although the upload never ends", async () => {
  const { page, context, faults } = await openPage(browser, service.origin);
  await page.route("**/api/v1/jobs", () => {}); // never answered
  await page.getByTestId("file-input").setInputFiles(sample);
  await waitForRooms(page);
  await screenshot(page, "desktop-uploading");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a saved analysis is detected again with the service stopped", async () => {
  const own = await startService();
  const { page, context, faults } = await openPage(browser, own.origin);
  const job = await (
    await fetch(`${own.origin}/api/v1/jobs`, {
      method: "POST",
      headers: { "content-type": "image/png" },
      body: await readFile(sample),
    })
  ).json();
  const at = `${own.origin}/api/v1/jobs/${job.data.job_id}`;
  const preview = await (await fetch(`${at}/preview`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" })).json();
  const analysis = await (await fetch(`${at}/textract-results`)).json();
  await own.stop();

  await page.getByTestId("file-input").setInputFiles({
    name: "analysis.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(analysis.data)),
  });
  await waitForRooms(page);
  assert.equal(await roomCount(page), preview.data.rooms.length, "the page finds the rooms that the service found");
  const normal = await roomCount(page);
  await pushSlider(page, "strictness", "End");
  await page.waitForFunction(
    (normal) => document.querySelectorAll('[data-testid="room-item"]').length < normal,
    normal,
    { timeout: 10_000 },
  );
  await screenshot(page, "desktop-offline-analysis");
  assert.deepEqual(faults, []);
  await context.close();
});

test("a file that is no plan is refused in plain words", async () => {
  const { page, context } = await openPage(browser, service.origin);
  await page.getByTestId("file-input").setInputFiles({
    name: "notes.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("not a plan"),
  });
  const error = page.getByTestId("error-message");
  await error.waitFor({ timeout: 10_000 });
  assert.match(await error.innerText(), /PNG|JPG|PDF/);
  await screenshot(page, "desktop-refused");
  await context.close();
});
