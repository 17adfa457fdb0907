// With the service itself: how far reading is, as it says it; and corrections, as it keeps them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "./browser.mjs";
import { clickPlan, openSample, roomNamed, rooms } from "./plan_page.mjs";
import { startService } from "./service.mjs";
import { browser, service, startedWith } from "./started.mjs";

startedWith(startService);

test("the service keeps the rooms as a person corrected them", async () => {
  const { page, context, faults } = await openPage(browser, service.origin);
  await page.getByTestId("file-input").waitFor({ state: "attached", timeout: 90_000 });
  const events = page.waitForResponse((response) => response.url().endsWith("/events"), { timeout: 120_000 });
  await openSample(page, { names: false });
  const followed = await events;
  assert.equal(followed.status(), 200);
  assert.match(followed.headers()["content-type"], /^text\/event-stream/);
  const job = /jobs\/([^/]+)\/events/.exec(followed.url())[1];
  await page.waitForFunction(() => /names (not )?read/.test(document.querySelector('[data-testid="status-line"]').textContent), null, {
    timeout: 120_000,
  });
  await rooms(page, 8);
  await clickPlan(page, [0.745, 0.4]);
  await page.getByTestId("room-name").fill("Canteen");
  await page.getByTestId("room-name").press("Enter");
  await roomNamed(page, "Canteen").waitFor();
  await page.locator('[data-testid="delivery"][data-state="told"]').waitFor({ timeout: 30_000 });
  const answer = await (await fetch(`${service.origin}/api/v1/jobs/${job}/feedback`)).json();
  assert.match(JSON.stringify(answer.data), /"name_hint":"Canteen"/);
  assert.deepEqual(faults, []);
  await context.close();
});
