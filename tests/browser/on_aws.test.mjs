// The whole path on an emulated account: signed in through Cognito, read by what stands in for Textract, kept in S3 and
// DynamoDB. `cargo xtask test browser` starts what stands in for AWS; without it these tests say that they are skipped.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { DESKTOP, launch, openPage, screenshot } from "./browser.mjs";
import { MINIMAL_PHONE, SAMPLE, roomNamed, rooms } from "./plan_page.mjs";
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
