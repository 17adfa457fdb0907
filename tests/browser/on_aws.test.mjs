// The whole path on an emulated account: signed in through Cognito, read by what stands in for Textract, kept in S3 and
// DynamoDB. `cargo xtask test browser` starts what stands in for AWS; without it these tests say that they are skipped.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { DESKTOP, launch, openPage, screenshot } from "./browser.mjs";
import { png } from "./drawings.mjs";
import { MINIMAL_PHONE, SAMPLE, roomNamed, rooms } from "./plan_page.mjs";
import { until, waitForNames } from "./pages.mjs";
import { startService, workspace } from "./service.mjs";

const { ROOMPRINT_MOTO: moto, ROOMPRINT_MOTO_PYTHON: python, ROOMPRINT_TEXTRACT_STAND_IN: standIn } = process.env;
const skip = moto && python && standIn ? false : "no emulators of AWS; `cargo xtask test browser` starts them";
const ANNA = { username: "anna", password: "My-own-words-5678" };
let browser;
let textract;
let textractAt;
let service;

before(async () => {
  if (skip) return;
  textract = spawn(standIn, [], { stdio: ["ignore", "pipe", "inherit"] });
  textractAt = await new Promise((resolve, reject) => {
    textract.once("error", reject);
    createInterface({ input: textract.stdout }).once("line", (line) => resolve(line.trim()));
  });
  const script = path.join(workspace, "tests/browser/aws_account.py");
  const { stdout } = await promisify(execFile)(python, [script, moto, ANNA.username, ANNA.password]);
  const env = { ...JSON.parse(stdout), AWS_ENDPOINT_URL_TEXTRACT: textractAt };
  [browser, service] = await Promise.all([launch(), startService({ env })]);
});
after(async () => {
  await browser?.close();
  await service?.stop();
  textract?.kill();
});

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`rooms at once, names once signed in, on AWS, on a ${name}`, { skip }, async () => {
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await page.getByTestId("file-input").setInputFiles(SAMPLE);
    await rooms(page, 8);
    await page.getByTestId("sign-in-username").waitFor();
    await page.getByTestId("sign-in-username").fill(ANNA.username);
    await page.getByTestId("sign-in-password").fill(ANNA.password);
    await page.getByTestId("sign-in-submit").click();
    await roomNamed(page, /kitchen/i).waitFor({ timeout: 60_000 });
    await screenshot(page, `${name}-on-aws`);
    const calls = await (await fetch(`${textractAt}/calls`)).json();
    // asking for the service's health asks Textract too, for a job that is none
    const analyses = calls.filter((call) => call.operation === "AnalyzeDocument");
    assert.equal(analyses.length, 1, "the same plan is read once, on whatever device it is shown");
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test("what is large goes to the bucket and comes back from there, by the rules that the page runs under", { skip }, async () => {
  const { page, context, faults } = await openPage(browser, service.origin);
  // what no compression makes smaller: more than the service carries itself
  const file = png(2300, 2300, () => randomBytes(2300)).toString("base64");
  const seen = await page.evaluate(
    async ({ file, user }) => {
      let token;
      const post = async (path, body) => {
        const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
        const answer = await fetch(`/api/v1/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
        return (await answer.json()).data;
      };
      token = (await post("auth/sign-in", user)).access_token;
      const bytes = Uint8Array.from(atob(file), (character) => character.charCodeAt(0));
      const upload = await post("uploads", { filename: "villa-of-somebody.png", format: "png", bytes: bytes.length });
      const put = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: bytes });
      const job = await post("jobs", { upload_id: upload.upload_id });
      const path = `/api/v1/jobs/${job.job_id}/blueprint`;
      const stored = await fetch(path, { headers: { authorization: `Bearer ${token}` } });
      const back = new Uint8Array(await stored.arrayBuffer());
      return {
        sentTo: new URL(upload.url).origin,
        put: put.status,
        cameFrom: new URL(stored.url).origin,
        same: back.length === bytes.length && back.every((byte, index) => byte === bytes[index]),
      };
    },
    { file, user: ANNA },
  );
  assert.deepEqual(seen, { sentTo: moto, put: 200, cameFrom: moto, same: true });
  assert.deepEqual(faults, []);
  await context.close();
});

test("the page itself puts a large plan into the bucket, and opens it from there in another browser", { skip }, async () => {
  const file = png(2300, 2300, () => randomBytes(2300));
  const signedIn = async (page) => {
    await page.getByTestId("sign-in-username").waitFor({ timeout: 60_000 });
    await page.getByTestId("sign-in-username").fill(ANNA.username);
    await page.getByTestId("sign-in-password").fill(ANNA.password);
    await page.getByTestId("sign-in-submit").click();
  };
  const sent = (page) => {
    const puts = [];
    page.on("request", (request) => {
      if (request.method() === "PUT") puts.push(new URL(request.url()).origin);
    });
    return puts;
  };
  const { page, context, faults } = await openPage(browser, service.origin);
  const puts = sent(page);
  await page.getByTestId("file-input").setInputFiles({ name: "large.png", mimeType: "image/png", buffer: file });
  await signedIn(page);
  // only then has the service made a job of it: a page that is closed before goes on when it is opened again
  await waitForNames(page);
  // a request with megabytes in it is reported late
  await until(() => puts.length > 0, "it went to the bucket");
  assert.deepEqual(puts, [moto], "once");
  assert.deepEqual(faults, []);
  await context.close();

  const other = await openPage(browser, service.origin, MINIMAL_PHONE);
  await other.page.getByTestId("file-input").setInputFiles(SAMPLE);
  await signedIn(other.page);
  // the list of plans holds those of the service for who is signed in
  await other.page.getByTestId("sign-in-submit").waitFor({ state: "hidden" });
  await waitForNames(other.page);
  await other.page.getByTestId("plans-menu").click();
  await other.page.getByTestId("job-item").filter({ hasText: "large.png" }).click();
  await other.page.waitForFunction(() => document.querySelector('[data-testid="plan-name"]').textContent === "large.png", null, { timeout: 60_000 });
  assert.deepEqual(other.faults, []);
  await other.context.close();
});
