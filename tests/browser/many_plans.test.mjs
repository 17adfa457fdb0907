// Many plans: queued with progress and cancel, each with its own state; uploads that break off are said and done again.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, openPage, screenshot } from "./browser.mjs";
import { MINIMAL_PHONE, SAMPLE, clickPlan, openSample, roomNamed, rooms } from "./plan_page.mjs";
import { startStandIn } from "./stand_in.mjs";
import { browser, startedWith } from "./started.mjs";

const sample = await readFile(SAMPLE);
startedWith();

const plan = (name) => ({ name, mimeType: "image/png", buffer: sample });
const state = (page, name) => page.locator(".plan-item", { hasText: name }).getByTestId("plan-state");

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`several at once: queue, progress, cancel and thumbnails on a ${name}`, async () => {
    const service = await startStandIn({ previewMs: 6000 });
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await page.getByTestId("upload-switch").waitFor();
    await page.getByTestId("file-input").setInputFiles(["first.png", "second.png", "third.png", "fourth.png"].map(plan));
    await page.getByTestId("plans-menu").click();
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="plan-item"]').length === 4);
    assert.equal(await page.getByTestId("plan-item").count(), 4);
    await page.getByText("waiting for its turn").first().waitFor();
    await page.waitForFunction(() => /reading text \d+ %/.test(document.querySelector(".plans-sheet").innerText), null, { timeout: 20_000 });
    await screenshot(page, `${name}-queue`);
    await page.locator(".plan-item", { hasText: "third.png" }).getByTestId("plan-cancel").click();
    assert.match(await state(page, "third.png").innerText(), /cancelled/);
    await page.waitForFunction(
      () => [...document.querySelectorAll('[data-testid="plan-state"]')].filter((state) => /names read/.test(state.innerText)).length === 3,
      null,
      { timeout: 30_000 },
    );
    assert.match(await state(page, "third.png").innerText(), /cancelled/, "what was cancelled stays so");
    assert.equal(await page.getByTestId("plan-thumbnail").count(), 4);
    assert.equal(service.state.uploadsBegun, 3, "the cancelled one never left the browser");
    await page.locator(".plan-item", { hasText: "third.png" }).getByTestId("plan-retry").click();
    await page.waitForFunction(
      () => [...document.querySelectorAll('[data-testid="plan-state"]')].every((state) => /names read/.test(state.innerText)),
      null,
      { timeout: 30_000 },
    );
    assert.deepEqual(faults, []);
    await context.close();
    await service.kill();
  });
}

test("each plan keeps its own state, also over a reload", async () => {
  const service = await startStandIn();
  const { page, context, faults } = await openPage(browser, service.origin);
  await page.getByTestId("file-input").setInputFiles(plan("first.png"));
  await roomNamed(page, /kitchen/i).waitFor({ timeout: 60_000 });
  await clickPlan(page, [0.745, 0.4]);
  await page.getByTestId("room-name").fill("Canteen");
  await page.getByTestId("room-name").press("Enter");
  await page.getByTestId("setting-strictness").focus();
  await page.keyboard.press("Home");
  await page.getByTestId("file-input").setInputFiles(plan("second.png"));
  await page.waitForFunction(() => document.querySelector('[data-testid="plan-name"]').textContent === "second.png");
  await roomNamed(page, /kitchen/i).waitFor({ timeout: 60_000 });
  assert.equal(await page.getByTestId("setting-strictness").inputValue(), "0.39");
  await page.reload();
  await rooms(page, 8);
  assert.equal(await page.getByTestId("plan-name").innerText(), "second.png", "the one that was seen last");
  await page.getByTestId("plans-menu").click();
  await page.getByTestId("plan-item").filter({ hasText: "first.png" }).click();
  await roomNamed(page, "Canteen").waitFor({ timeout: 30_000 });
  assert.equal(await page.getByTestId("setting-strictness").inputValue(), "0");
  // what was corrected is not forgotten by one click
  await page.getByTestId("plans-menu").click();
  const forget = page.locator(".plan-item", { hasText: "first.png" }).getByTestId("plan-close");
  await forget.click();
  assert.equal(await page.getByTestId("plan-item").count(), 2);
  await forget.click();
  await page.waitForFunction(() => document.querySelectorAll('[data-testid="plan-item"]').length === 1);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement.dataset.testid === "plans-menu");
  assert.equal(await page.getByTestId("plan-name").innerText(), "second.png");
  assert.deepEqual(faults, []);
  await context.close();
  await service.kill();
});

test("an upload that breaks off is said, and done again", async () => {
  const service = await startStandIn({ breakUploads: 1 });
  const { page, context, faults } = await openPage(browser, service.origin);
  await page.getByTestId("file-input").setInputFiles(plan("house.png"));
  // it is there for two seconds only
  const message = await page.waitForFunction(() => document.querySelector('[data-testid="waiting-message"]')?.innerText, null, { timeout: 20_000 });
  assert.match(await message.jsonValue(), /went away in the middle of the upload.*safe/s);
  await screenshot(page, "desktop-upload-broken");
  await roomNamed(page, /kitchen/i).waitFor({ timeout: 30_000 });
  assert.equal(service.state.uploadsBegun, 2);
  assert.deepEqual(faults, []);
  await context.close();
  await service.kill();
});

test("a server that is gone in the middle of an upload, and back after a reload: nothing is lost", async () => {
  const first = await startStandIn({ breakUploads: 100 });
  const { port } = first;
  const { page, context } = await openPage(browser, first.origin);
  await page.getByTestId("file-input").setInputFiles(plan("house.png"));
  await rooms(page, 8);
  await page.getByTestId("waiting-message").waitFor({ timeout: 20_000 });
  await first.kill();
  // the rooms from the walls are there, can be corrected, and the page says that the service is away
  await clickPlan(page, [0.745, 0.4]);
  await page.getByTestId("room-name").fill("Canteen");
  await page.getByTestId("room-name").press("Enter");
  await roomNamed(page, "Canteen").waitFor();
  await page.getByTestId("waiting-now").click();
  await page.getByTestId("waiting-message").waitFor();
  const second = await startStandIn({ port });
  await page.reload();
  await roomNamed(page, "Canteen").waitFor({ timeout: 30_000 });
  await roomNamed(page, /living/i).waitFor({ timeout: 30_000 });
  assert.equal(second.state.uploadsBegun, 1, "the upload was taken up by itself");
  await context.close();
  await second.kill();
});

test("reading that fails for a while goes on without a second upload", async () => {
  const service = await startStandIn();
  service.state.failPreviews = 1;
  const { page, context, faults } = await openPage(browser, service.origin);
  await page.getByTestId("file-input").setInputFiles(plan("house.png"));
  await page.getByTestId("waiting-message").waitFor({ timeout: 20_000 });
  assert.match(await page.getByTestId("waiting-message").innerText(), /while the names were read: The service is busy/);
  await roomNamed(page, /kitchen/i).waitFor({ timeout: 30_000 });
  assert.equal(service.state.uploadsBegun, 1);
  assert.deepEqual(faults, []);
  await context.close();
  await service.kill();
});

test("plans at the service are listed and opened", async () => {
  const service = await startStandIn();
  const one = await openPage(browser, service.origin);
  await one.page.getByTestId("file-input").setInputFiles(plan("elsewhere.png"));
  await roomNamed(one.page, /kitchen/i).waitFor({ timeout: 60_000 });
  await one.context.close();

  const { page, context, faults } = await openPage(browser, service.origin);
  await openSample(page);
  await page.getByTestId("plans-menu").click();
  const job = page.getByTestId("job-item").filter({ hasText: "elsewhere.png" });
  await job.waitFor();
  assert.equal(await page.getByTestId("job-item").count(), 1, "what is open here is not listed twice");
  await screenshot(page, "desktop-plans");
  await job.click();
  await page.waitForFunction(() => document.querySelector('[data-testid="plan-name"]').textContent === "elsewhere.png");
  await roomNamed(page, /kitchen/i).waitFor({ timeout: 30_000 });
  assert.equal(service.state.uploadsBegun, 2, "it is not uploaded again");
  assert.deepEqual(faults, []);
  await context.close();
  await service.kill();
});

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`the queue and the list are used by keys alone, on a ${name}`, async () => {
    const service = await startStandIn({ previewMs: 4000 });
    const { page, context, faults } = await openPage(browser, service.origin, device);
    const focused = () => page.evaluate(() => document.activeElement.dataset.testid);
    await page.getByTestId("upload-switch").waitFor();
    // Chromium that emulates a phone opens no chooser of files by a key
    const browse = page.getByTestId("browse-button");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), name === "desktop" ? browse.press("Enter") : browse.tap()]);
    await chooser.setFiles(["first.png", "second.png", "third.png"].map(plan));
    await page.waitForFunction(() => document.querySelector('[data-testid="plan-count"]')?.textContent === "3");
    await page.getByTestId("plans-menu").focus();
    await page.keyboard.press("Enter");
    const item = (name) => page.locator(".plan-item", { hasText: name });
    await item("third.png").getByText("waiting for its turn").waitFor();
    await item("third.png").getByTestId("plan-cancel").focus();
    await page.keyboard.press("Enter");
    assert.match(await state(page, "third.png").innerText(), /cancelled/);
    assert.notEqual(await focused(), undefined, "the focus is handed on");
    await item("third.png").getByTestId("plan-retry").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      () => [...document.querySelectorAll('[data-testid="plan-state"]')].every((state) => /names read/.test(state.innerText)),
      null,
      { timeout: 40_000 },
    );
    // another plan is brought to the front, and one is forgotten
    await item("first.png").locator(".plan-open").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector('[data-testid="plan-name"]').textContent === "first.png");
    await page.getByTestId("plans-menu").focus();
    await page.keyboard.press("Enter");
    await item("second.png").getByTestId("plan-close").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="plan-item"]').length === 2);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement.dataset.testid === "plans-menu");
    const button = page.getByTestId("open-button");
    const press = () => (name === "desktop" ? button.press("Enter") : button.tap());
    const [again] = await Promise.all([page.waitForEvent("filechooser"), press()]);
    await again.setFiles(plan("fourth.png"));
    await page.waitForFunction(() => document.querySelector('[data-testid="plan-name"]').textContent === "fourth.png");
    assert.deepEqual(faults, []);
    await context.close();
    await service.kill();
  });
}

test("files are dropped anywhere, several at once, and pictures are pasted", async () => {
  const service = await startStandIn();
  const { page, context, faults } = await openPage(browser, service.origin);
  await page.getByTestId("upload-switch").waitFor();
  /** Hands the page files as a drag or the clipboard would. */
  const hand = (kind, names) =>
    page.evaluate(
      async ({ kind, names, bytes }) => {
        const data = new DataTransfer();
        const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
        for (const name of names) data.items.add(new File([content], name, { type: "image/png" }));
        const target = document.elementFromPoint(300, 300);
        const options = { bubbles: true, cancelable: true };
        if (kind === "paste") target.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
        else target.dispatchEvent(new DragEvent(kind, { ...options, dataTransfer: data }));
      },
      { kind, names, bytes: sample.toString("base64") },
    );
  await hand("dragover", ["one.png"]);
  await page.locator("main.dragging").waitFor();
  await hand("drop", ["one.png", "two.png"]);
  await page.waitForFunction(() => document.querySelector('[data-testid="plan-count"]')?.textContent === "2");
  assert.equal(await page.locator("main.dragging").count(), 0);
  await rooms(page, 8);
  await hand("paste", ["pasted.png"]);
  await page.waitForFunction(() => document.querySelector('[data-testid="plan-name"]').textContent === "pasted.png");
  await rooms(page, 8);
  assert.equal(await page.getByTestId("plan-count").innerText(), "3");
  assert.deepEqual(faults, []);
  await context.close();
  await service.kill();
});
