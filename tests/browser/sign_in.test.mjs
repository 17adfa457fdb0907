// Signing in, where the service wants to know who asks: with every question it can have, and never in the way of rooms.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, openPage, screenshot } from "./browser.mjs";
import { MINIMAL_PHONE, SAMPLE, roomNamed, rooms, said } from "./plan_page.mjs";
import { USER, startStandIn } from "./stand_in.mjs";
import { browser, startedWith } from "./started.mjs";

startedWith();

for (const [name, device] of [["desktop", DESKTOP], ["phone", MINIMAL_PHONE]]) {
  test(`rooms first, then names once signed in, on a ${name}`, async () => {
    const service = await startStandIn({ signIn: "cognito", challenges: ["NEW_PASSWORD_REQUIRED", "SOFTWARE_TOKEN_MFA"] });
    const { page, context, faults } = await openPage(browser, service.origin, device);
    await page.getByTestId("sign-in").waitFor();
    await page.getByTestId("file-input").setInputFiles(SAMPLE);
    await rooms(page, 8);
    await page.getByTestId("sign-in-username").waitFor();
    await page.getByTestId("sign-in-username").fill(USER.username);
    await page.getByTestId("sign-in-password").fill("wrong");
    await page.getByTestId("sign-in-password").press("Enter");
    await page.waitForFunction(() => /not right/.test(document.querySelector('[data-testid="sign-in-fault"]').textContent));
    await screenshot(page, `${name}-sign-in`);
    await page.getByTestId("sign-in-password").fill(USER.password);
    await page.getByTestId("sign-in-submit").click();
    for (const [label, answer] of [["New password", USER.newPassword], ["Six-digit code", USER.code]]) {
      await page.getByLabel(label).waitFor();
      await page.getByTestId("sign-in-answer").fill(answer);
      await page.getByTestId("sign-in-answer").press("Enter");
    }
    await roomNamed(page, /kitchen/i).waitFor({ timeout: 30_000 });
    await page.getByTestId("sign-out").waitFor();
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    assert.ok(!kept.includes("e30."), "the token is kept in memory alone");

    // after a reload the cookie tells who it is
    await page.reload();
    await page.getByTestId("sign-out").waitFor();
    await page.getByTestId("sign-out").click();
    await said(page, "signed out");
    await page.getByTestId("sign-in").waitFor();
    await page.reload();
    await page.getByTestId("sign-in").waitFor();
    assert.equal(await page.getByTestId("sign-out").count(), 0);
    assert.deepEqual(faults, []);
    await context.close();
    await service.kill();
  });
}

test("a token that ran out is renewed without a word", async () => {
  const service = await startStandIn({ signIn: "cognito" });
  const { page, context, faults } = await openPage(browser, service.origin);
  await page.getByTestId("sign-in").click();
  await page.getByTestId("sign-in-username").fill(USER.username);
  await page.getByTestId("sign-in-password").fill(USER.password);
  await page.keyboard.press("Enter");
  await page.getByTestId("sign-out").waitFor();
  service.state.tokens.clear();
  await page.getByTestId("file-input").setInputFiles(SAMPLE);
  await roomNamed(page, /kitchen/i).waitFor({ timeout: 60_000 });
  assert.ok(service.state.requests.includes("POST auth/refresh"));
  assert.equal(await page.getByTestId("sign-in-dialog").isVisible(), false);
  assert.deepEqual(faults, []);
  await context.close();
  await service.kill();
});

test("who does not want to sign in is not asked again, and the focus comes back", async () => {
  const service = await startStandIn({ signIn: "cognito" });
  const { page, context, faults } = await openPage(browser, service.origin);
  await page.getByTestId("sign-in").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.dataset.testid === "sign-in-username");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement.dataset.testid === "sign-in");
  await page.getByTestId("file-input").setInputFiles(SAMPLE);
  await page.getByTestId("sign-in-dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByTestId("sign-in-message").waitFor();
  await page.getByTestId("file-input").setInputFiles(SAMPLE);
  await page.waitForFunction(() => document.querySelector('[data-testid="plan-count"]').textContent === "2");
  await rooms(page, 8);
  assert.equal(await page.getByTestId("sign-in-dialog").isVisible(), false);
  assert.deepEqual(faults, []);
  await context.close();
  await service.kill();
});

test("the embedded default asks nobody", async () => {
  const service = await startStandIn();
  const { page, context, faults } = await openPage(browser, service.origin);
  await page.getByTestId("upload-switch").waitFor();
  assert.equal(await page.getByTestId("sign-in").count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
  await service.kill();
});
