// What Lighthouse says of the built page as the service hands it out: accessibility, best practices and SEO are perfect,
// performance is as good as is wanted. That is reckoned from what is fetched when, for a slow line, and from the time that
// the page computes; because the latter takes longer on a machine that has other work, the best of a few looks counts.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import lighthouse, { desktopConfig } from "lighthouse";
import { artifacts, launch } from "./browser.mjs";
import { freePort, startService } from "./service.mjs";

/** Performance, in hundredths, at least. */
const PERFORMANCE = 95;
const LOOKS = 5;

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
    let lhr;
    let best = 0;
    const score = (category) => Math.round((lhr.categories[category].score ?? 0) * 100);
    const shown = (audit) => `${audit} ${lhr.audits[audit]?.displayValue ?? "-"}`;
    for (let look = 0; look < LOOKS && best < PERFORMANCE; look += 1) {
      ({ lhr } = await lighthouse(service.origin, { port, logLevel: "error", output: "json" }, config));
      console.log(
        `performance on a ${name}: ${score("performance")} (${["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map(shown).join(", ")})`,
      );
      best = Math.max(best, score("performance"));
    }
    await writeFile(path.join(artifacts, `lighthouse-${name}.json`), JSON.stringify(lhr, null, 1));
    assert.ok(best >= PERFORMANCE, `performance: ${best}`);
    for (const category of ["accessibility", "best-practices", "seo"]) {
      const failed = lhr.categories[category].auditRefs
        .map(({ id }) => lhr.audits[id])
        .filter((audit) => audit.score !== null && audit.score < 1)
        .map((audit) => `${audit.id}: ${audit.title}`);
      assert.equal(score(category), 100, `${category}: ${failed.join("; ")}`);
    }
  });
}
