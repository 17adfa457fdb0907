// How much people wait for: everything that the first rooms from pixels need, as it is served.

import assert from "node:assert/strict";
import { test } from "node:test";
import { startService } from "./service.mjs";
import { browser, service, startedWith } from "./started.mjs";
import { fetchedForFirstRooms, listOf } from "./weight.mjs";

/** Bytes of all files, compressed. */
const LIMIT = 350 * 1024;

startedWith(startService);

test("the first rooms from pixels need little", async () => {
  const files = await fetchedForFirstRooms(browser, service.origin);
  console.log(listOf(files));
  const names = files.map(([path]) => path);
  assert.ok(names.includes("/page_bg.wasm"), "what is weighed is the page");
  const total = files.reduce((sum, [, bytes]) => sum + bytes, 0);
  assert.ok(total <= LIMIT, `${total} bytes, over the limit of ${LIMIT}`);
});
