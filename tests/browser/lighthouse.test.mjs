// What Lighthouse says of the built page as the service hands it out: accessibility, best practices and SEO are perfect.
// Performance is a matter of times, and printed only.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import lighthouse, { desktopConfig } from "lighthouse";
import { artifacts, launch } from "./browser.mjs";
import { freePort, startService } from "./service.mjs";

let browser;
let service;
let port;

before(async () => {
  port = await freePort();
  [browser, service] = await Promise.all([launch([`--remote-debugging-port=${port}`]), startService()]);
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

for (const [name, config] of [["desktop", desktopConfig], ["phone", undefined]]) {
  test(`on a ${name}`, async () => {
    const { lhr } = await lighthouse(service.origin, { port, logLevel: "error", output: "json" }, config);
    await writeFile(path.join(artifacts, `lighthouse-${name}.json`), JSON.stringify(lhr, null, 1));
    const score = (category) => Math.round((lhr.categories[category].score ?? 0) * 100);
    const shown = (audit) => `${audit} ${lhr.audits[audit]?.displayValue ?? "-"}`;
    console.log(
      `performance on a ${name}: ${score("performance")} (${["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map(shown).join(", ")})`,
    );
    for (const category of ["accessibility", "best-practices", "seo"]) {
      const failed = lhr.categories[category].auditRefs
        .map(({ id }) => lhr.audits[id])
        .filter((audit) => audit.score !== null && audit.score < 1)
        .map((audit) => `${audit.id}: ${audit.title}`);
      assert.equal(score(category), 100, `${category}: ${failed.join("; ")}`);
    }
  });
}
