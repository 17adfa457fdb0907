// A browser and a service for the tests of a file: started before the first of them, stopped after the last.

import { after, before } from "node:test";
import { launch } from "./browser.mjs";

/** The browser. */
export let browser;
/** The service, or what stands in for it; none where each test starts its own. */
export let service;

/** Has the tests of a file begin with a browser, and with the service that `start` starts. */
export function startedWith(start = () => undefined) {
  before(async () => {
    [browser, service] = await Promise.all([launch(), start()]);
  });
  after(async () => {
    await browser?.close();
    await service?.stop();
  });
}
