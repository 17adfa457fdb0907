// The package as somebody who installed it uses it.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { detector, drawnPlan } from "./rooms.mjs";

const { Detector, settingsDescription } = createRequire(import.meta.url)("../pkg/node");

test("one detector answers many settings", async () => {
  const plan = await detector();
  const loose = plan.detect({ strictness: 0 });
  const strict = plan.detect({ strictness: 1 });
  assert.ok(loose.rooms.length >= strict.rooms.length);
  assert.equal(plan.detectJson(), plan.detectJson({}));
  plan.free();
});

test("an analysis can be kept and opened again", async () => {
  const { width, height, rgba } = drawnPlan();
  const first = Detector.fromPixels(width, height, rgba);
  const again = Detector.fromAnalysis(first.analysisJson());
  assert.equal(again.detectJson(), first.detectJson());
});

test("a wrong setting is named", async () => {
  const plan = await detector();
  assert.throws(() => plan.detect({ strictness: 2 }), { name: "RoomprintError", code: "INVALID_SETTINGS", field: "strictness" });
});

test("every setting can be shown", () => {
  for (const { key, label, help } of settingsDescription()) assert.ok(key && label && help);
});
