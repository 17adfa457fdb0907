// A browser for the tests, and where their pictures go.

import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { workspace } from "./service.mjs";

export const artifacts = process.env.ROOMPRINT_ARTIFACTS ?? path.join(workspace, "target/browser-tests");
mkdirSync(artifacts, { recursive: true });

export const DESKTOP = { viewport: { width: 1440, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/** Starts Chromium; `more` are further arguments of its command line. */
export function launch(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

/** A page that fails the test on any uncaught error, and on any message of the console that is an error. */
export async function openPage(browser, url, options = DESKTOP) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    // a request that fails while the service is away is what some tests are about
    if (message.type() === "error" && !message.text().includes("Failed to load resource")) faults.push(message.text());
  });
  await page.goto(url);
  return { page, context, faults };
}

export function screenshot(page, name) {
  return page.screenshot({ path: path.join(artifacts, `${name}.png`) });
}
