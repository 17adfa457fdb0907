// What people do on the page, as the tests do it.

import path from "node:path";
import { workspace } from "./service.mjs";

export const SAMPLE = path.join(workspace, "web/public/sample.png");
export const MINIMAL_PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/** Opens the sample and waits for its rooms; with `names`, also for what was read on it. */
export async function openSample(page, { names = true } = {}) {
  await page.getByTestId("file-input").setInputFiles(SAMPLE);
  await rooms(page, 8);
  if (names) await page.locator('[data-testid="room-item"]', { hasText: /kitchen/i }).waitFor({ timeout: 60_000 });
}

/** Waits until there are at least so many rooms. */
export function rooms(page, least) {
  return page.waitForFunction(
    (least) => document.querySelectorAll('[data-testid="room-item"]').length >= least,
    least,
    { timeout: 60_000 },
  );
}

/** Waits until there are exactly so many rooms. */
export function exactly(page, count) {
  return page.waitForFunction(
    (count) => document.querySelectorAll('[data-testid="room-item"]').length === count,
    count,
    { timeout: 15_000 },
  );
}

export const roomCount = (page) => page.getByTestId("room-item").count();
export const roomNamed = (page, name) => page.locator('[data-testid="room-item"]', { hasText: name });

/** Waits until a screen reader is told something like this. */
export function said(page, words) {
  return page.waitForFunction(
    (source) => new RegExp(source, "i").test(document.querySelector('[data-testid="announcement"]').textContent),
    words.source ?? words,
    { timeout: 10_000 },
  );
}

/** A place of the sample, in shares of its width and height, as a place on the screen. The whole plan must be in sight. */
export async function onStage(page, [x, y]) {
  const box = await page.getByTestId("stage").boundingBox();
  const plan = { width: 1595, height: 1235 };
  const margin = Math.min(24, Math.min(box.width, box.height) / 8);
  const scale = Math.min((box.width - 2 * margin) / plan.width, (box.height - 2 * margin) / plan.height);
  return {
    x: box.x + (box.width - plan.width * scale) / 2 + x * plan.width * scale,
    y: box.y + (box.height - plan.height * scale) / 2 + y * plan.height * scale,
  };
}

/** Clicks or taps a place of the sample. */
export async function clickPlan(page, place) {
  const { x, y } = await onStage(page, place);
  await page.mouse.click(x, y);
}

/** Drags from one place of the sample to another. */
export async function dragPlan(page, from, to) {
  const [a, b] = [await onStage(page, from), await onStage(page, to)];
  await page.mouse.move(a.x, a.y);
  await page.mouse.down();
  await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2);
  await page.mouse.move(b.x, b.y);
  await page.mouse.up();
}

/** The file that a click hands out. */
export async function downloaded(page, testid) {
  await page.getByTestId("download-menu").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId(testid).click()]);
  return { name: download.suggestedFilename(), path: await download.path() };
}

/** The rooms as the page would hand them over. */
export async function takenRooms(page) {
  const { path: file } = await downloaded(page, "download-json");
  const { readFile } = await import("node:fs/promises");
  return JSON.parse(await readFile(file, "utf8")).rooms;
}
