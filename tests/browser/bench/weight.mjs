// What a browser fetches from the service until it has found the first rooms from pixels: bytes as they are served.
//
//     node bench/weight.mjs          # in tests/browser, after `cargo xtask page` and `cargo build -p api`

import { launch } from "../browser.mjs";
import { startService } from "../service.mjs";
import { fetchedForFirstRooms, listOf } from "../weight.mjs";

const [browser, service] = await Promise.all([launch(), startService()]);
try {
  console.log(listOf(await fetchedForFirstRooms(browser, service.origin)));
} finally {
  await browser.close();
  await service.stop();
}
