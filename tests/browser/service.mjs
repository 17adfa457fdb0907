// Starts `roomprint serve` on a free port, and stops it.

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const workspace = path.resolve(fileURLToPath(import.meta.url), "../../..");
/** The folder of the built page. */
export const builtPage = process.env.ROOMPRINT_PAGE ?? path.join(workspace, "dist");
export const binary = process.env.ROOMPRINT_BINARY ?? path.join(workspace, "target/debug/roomprint");

/** A port that nobody listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts the service and waits until it answers. `flags` go to `roomprint serve`; `webDir` holds another page. */
export async function startService({ port, flags = [], env = {}, webDir = builtPage } = {}) {
  port ??= await freePort();
  const dataDir = await mkdtemp(path.join(tmpdir(), "roomprint-data-"));
  const process_ = spawn(
    binary,
    ["serve", "--listen", `127.0.0.1:${port}`, "--web-dir", webDir, "--data-dir", dataDir, ...flags],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } },
  );
  // also where a test fails before it stops the service
  process.once("exit", () => process_.kill("SIGKILL"));
  const log = [];
  // a look through the lines of all services ends a run of all tests
  const { ROOMPRINT_TEST_LOGS: logs } = process.env;
  const kept = logs && path.join(logs, `browser-${randomUUID()}.log`);
  for (const output of [process_.stdout, process_.stderr]) {
    output.on("data", (chunk) => {
      log.push(chunk);
      if (kept) appendFileSync(kept, chunk);
    });
  }
  const exited = new Promise((resolve) => process_.once("exit", resolve));
  const origin = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      if ((await fetch(`${origin}/api/v1/health`)).ok) break;
    } catch {
      // not listening yet
    }
    if (process_.exitCode !== null || Date.now() > deadline) {
      process_.kill("SIGKILL");
      throw new Error(`the service did not start:\n${Buffer.concat(log)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    origin,
    port,
    log: () => Buffer.concat(log).toString(),
    async stop() {
      process_.kill("SIGTERM");
      await exited;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
