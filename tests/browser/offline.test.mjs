// With the network off the page opens, detects and exports; it can be installed; updates are announced and never forced.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { DESKTOP, PHONE, openPage, screenshot } from "./browser.mjs";
import { pdf, rowOfRooms } from "./drawings.mjs";
import { open, roomCount, roomNames, until, waitForRooms } from "./pages.mjs";
import { builtPage, startService, workspace } from "./service.mjs";
import { browser, startedWith } from "./started.mjs";

const sample = await readFile(path.join(workspace, "web/public/sample.png"));

startedWith();

/** Waits until the page and everything that it may need later is kept. */
const kept = (page) =>
  until(
    () =>
      page.evaluate(async () => {
        const [name] = (await caches.keys()).filter((name) => name.startsWith("roomprint-shell-"));
        const cache = name && (await caches.open(name));
        return Boolean(navigator.serviceWorker.controller && cache && (await cache.match("complete")) && (await cache.match("pdf_bg.wasm")));
      }),
    "a page that is kept",
    60_000,
  );

for (const [name, device] of [["desktop", DESKTOP], ["phone", PHONE]]) {
  test(`opens, detects and exports with the network off, on a ${name}`, async () => {
    const service = await startService();
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await kept(page);
    await service.stop();
    await context.setOffline(true);

    await page.reload();
    await page.getByTestId("sample-button").waitFor();
    assert.match(await page.locator(".privacy").innerText(), /stay in this browser/i);
    await screenshot(page, `${name}-offline-empty`);
    await page.getByTestId("sample-button").click();
    await waitForRooms(page);
    const normal = await roomCount(page);
    if (name === "phone") await page.getByTestId("tab-settings").click();
    await page.getByTestId("setting-strictness").focus();
    await page.keyboard.press("End");
    await until(async () => (await roomCount(page)) < normal, "fewer rooms");

    await page.getByTestId("download-menu").click();
    const download = page.waitForEvent("download");
    await page.getByTestId("download-geojson").click();
    const rooms = JSON.parse(await readFile(await (await download).path(), "utf8"));
    assert.equal(rooms.features.length, await roomCount(page));

    await open(page, "plan.pdf", pdf([rowOfRooms(["KITCHEN", "HALL"])]), "application/pdf");
    await until(async () => (await roomNames(page)).some((name) => /kitchen/i.test(name)), "rooms of a PDF", 60_000);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

for (const [name, device] of [["desktop", DESKTOP], ["phone", PHONE]]) {
  test(`plans are uploaded only where somebody wants it, on a ${name}`, async () => {
    const service = await startService();
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await page.getByTestId("upload-switch").waitFor();
    assert.match(await page.locator(".privacy").innerText(), /off, nothing leaves this browser/i);
    await page.getByTestId("upload-switch").focus();
    await page.keyboard.press("Space");
    assert.equal(await page.getByTestId("upload-switch").isChecked(), false);
    const sent = [];
    page.on("request", (request) => {
      if (request.method() !== "GET") sent.push(request.url());
    });
    await open(page, "sample.png", sample);
    await waitForRooms(page);
    await open(page, "plan.pdf", pdf([rowOfRooms(["KITCHEN", "HALL"])]), "application/pdf");
    await until(async () => (await roomNames(page)).some((name) => /kitchen/i.test(name)), "rooms of a PDF", 60_000);
    assert.deepEqual(sent, []);
    assert.deepEqual(faults, []);
    await context.close();
    await service.stop();
  });
}

test("an update is announced, and used when the page is opened again", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "roomprint-page-"));
  await cp(builtPage, folder, { recursive: true });
  const service = await startService({ webDir: folder });
  const { page, context, faults } = await openPage(browser, service.origin);
  await kept(page);

  // a newer build: the same page with another style, of which it expects no other hash
  const [style, index] = ["page.css", "index.html"].map((file) => path.join(folder, file));
  await Promise.all([style, index].map((file) => rm(`${file}.br`, { force: true })));
  await writeFile(index, (await readFile(index, "utf8")).replace(/ integrity="?[^\s">]+"?/g, ""));
  await writeFile(style, `${await readFile(style, "utf8")}\n:root { --of-the-newer-build: 1; }\n`);
  const isNew = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--of-the-newer-build") === "1");
  await page.reload();
  await page.getByTestId("update-message").waitFor({ timeout: 60_000 });
  await screenshot(page, "desktop-update");
  assert.equal(await isNew(), false, "what is open stays as it is");

  // a second window that shows the old page keeps it in use
  const second = await context.newPage();
  await second.goto(service.origin);
  await second.getByTestId("sample-button").waitFor();
  await page.reload();
  assert.equal(await isNew(), false, "never two builds at once");
  await second.close();
  // taken by a key, once nothing else shows the old one
  await page.getByTestId("update-message").waitFor({ timeout: 60_000 });
  await page.getByTestId("update-now").focus();
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);

  // a window that was just closed may be counted for a moment still
  const opened = async () => {
    await page.reload();
    await page.getByTestId("sample-button").waitFor();
    return isNew();
  };
  await until(opened, "the newer page");
  assert.equal(await page.getByTestId("update-message").count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
  await service.stop();
  await rm(folder, { recursive: true });
});

test("the browser finds nothing that speaks against installing it", async () => {
  const service = await startService();
  const { page, context } = await openPage(browser, service.origin);
  await kept(page);
  const client = await context.newCDPSession(page);
  const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
  // a window of this kind keeps nothing, and browsers install nothing from it
  const errors = installabilityErrors.map((error) => error.errorId).filter((id) => id !== "in-incognito");
  assert.deepEqual(errors, []);
  const { errors: manifestErrors } = await client.send("Page.getAppManifest");
  assert.deepEqual(manifestErrors, []);
  await context.close();
  await service.stop();
});
