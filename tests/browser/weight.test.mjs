// How much people wait for: everything that the first rooms from pixels need, as it is served.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { startService } from "./service.mjs";
import { fetchedForFirstRooms, listOf } from "./weight.mjs";

/** Bytes of all files, compressed. */
const LIMIT = 350 * 1024;

let browser;
let service;

before(async () => {
  [browser, service] = await Promise.all([launch(), startService()]);
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

test("the first rooms from pixels need little", async () => {
  const files = await fetchedForFirstRooms(browser, service.origin);
  console.log(listOf(files));
  const names = files.map(([path]) => path);
  assert.ok(names.includes("/page_bg.wasm"), "what is weighed is the page");
  const total = files.reduce((sum, [, bytes]) => sum + bytes, 0);
  assert.ok(total <= LIMIT, `${total} bytes, over the limit of ${LIMIT}`);
});
