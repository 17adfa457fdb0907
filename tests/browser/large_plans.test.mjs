// Plans that are larger than what the service takes in one request: they go to its store by themselves, with progress, and
// what was done before a line broke is not done again.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { DESKTOP, openPage, screenshot } from "./browser.mjs";
import { MINIMAL_PHONE, SAMPLE, roomNamed, rooms } from "./plan_page.mjs";
import { startStandIn, USER } from "./stand_in.mjs";
import { browser, startedWith } from "./started.mjs";

const LIMIT = 4 * 1024 * 1024;
// what follows the end of a picture is no part of it
const large = Buffer.concat([await readFile(SAMPLE), randomBytes(5 * 1024 * 1024)]);
startedWith();

const choose = (page) => page.getByTestId("file-input").setInputFiles({ name: "large.png", mimeType: "image/png", buffer: large });

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`a large plan goes to the store by itself, without anybody's token, on a ${name}`, async () => {
    const service = await startStandIn({ uploadsAbove: LIMIT, signIn: "cognito" });
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await choose(page);
    await rooms(page, 8);
    await page.getByTestId("sign-in-username").fill(USER.username);
    await page.getByTestId("sign-in-password").fill(USER.password);
    await page.getByTestId("sign-in-submit").click();
    await roomNamed(page, /kitchen/i).waitFor({ timeout: 60_000 });
    const [sent] = service.state.stored;
    assert.deepEqual([service.state.stored.length, sent.bytes], [1, large.length]);
    assert.equal(sent.headers.authorization, undefined);
    assert.equal(sent.headers["x-amz-server-side-encryption"], "AES256");
    assert.equal([...service.state.jobs.values()][0].job.blueprint_s3_key.split("/").pop(), "large.png");
    // a small one goes as before
    await page.getByTestId("file-input").setInputFiles(SAMPLE);
    await page.waitForFunction(() => document.querySelector('[data-testid="plan-name"]').textContent === "sample.png");
    await roomNamed(page, /kitchen/i).waitFor({ timeout: 60_000 });
    assert.equal(service.state.stored.length, 1);
    assert.deepEqual(faults, []);
    await context.close();
    await service.kill();
  });
}

test("a line that breaks on the way to the store is said, and the file is sent again", async () => {
  const service = await startStandIn({ uploadsAbove: LIMIT });
  service.state.breakStoring = 3;
  const { page, context, faults } = await openPage(browser, service.origin);
  await choose(page);
  // it is tried again by itself, each time after a longer while
  const message = page.getByTestId("waiting-message").filter({ hasText: "in 15 s" });
  await message.waitFor({ timeout: 60_000 });
  assert.match(await message.innerText(), /went away in the middle of the upload.*safe/s);
  await screenshot(page, "desktop-large-upload-broken");
  await page.getByTestId("waiting-now").click();
  await roomNamed(page, /kitchen/i).waitFor({ timeout: 30_000 });
  assert.equal(service.state.requests.filter((request) => request === "POST uploads").length, 1, "the address is used again");
  assert.deepEqual(faults, []);
  await context.close();
  await service.kill();
});

test("a file that is at the store is not sent again when only its job was refused", async () => {
  const service = await startStandIn({ uploadsAbove: LIMIT });
  service.state.failJobs = 1;
  const { page, context, faults } = await openPage(browser, service.origin);
  await choose(page);
  await page.getByTestId("waiting-message").waitFor({ timeout: 20_000 });
  await roomNamed(page, /kitchen/i).waitFor({ timeout: 30_000 });
  assert.equal(service.state.stored.length, 1);
  assert.deepEqual(faults, []);
  await context.close();
  await service.kill();
});

test("an address that is over is asked for anew", async () => {
  const service = await startStandIn({ uploadsAbove: LIMIT });
  service.state.endAddresses = 1;
  const { page, context, faults } = await openPage(browser, service.origin);
  await choose(page);
  await roomNamed(page, /kitchen/i).waitFor({ timeout: 30_000 });
  assert.equal(service.state.stored.length, 2);
  assert.equal(service.state.requests.filter((request) => request === "POST uploads").length, 2);
  assert.deepEqual(faults, []);
  await context.close();
  await service.kill();
});

test("a large upload is given up by keys, and tried again", async () => {
  const service = await startStandIn({ uploadsAbove: LIMIT, previewMs: 4000 });
  const { page, context, faults } = await openPage(browser, service.origin);
  await choose(page);
  await rooms(page, 8);
  await page.getByTestId("plans-menu").focus();
  await page.keyboard.press("Enter");
  await page.getByTestId("plan-cancel").focus();
  await page.keyboard.press("Enter");
  await page.getByText("upload cancelled").first().waitFor();
  await page.getByTestId("plan-retry").focus();
  await page.keyboard.press("Enter");
  await page.getByText("names read").first().waitFor({ timeout: 30_000 });
  assert.deepEqual(faults, []);
  await context.close();
  await service.kill();
});
