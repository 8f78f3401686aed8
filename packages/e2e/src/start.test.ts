import { waitFor } from "@shunt/testing";
import { expect, onTestFinished, test } from "vitest";
import { startShunt } from "./harness/start-shunt.ts";

const levelsUpToInfo = ["trace", "debug", "info"];

test("the services log nothing above info from start to stop, except time-outs", { timeout: 120_000 }, async () => {
  const shunt = await startShunt();
  onTestFinished(() => shunt.stop());

  // The status is 503 while Postgres takes longer than the redirect waits.
  await waitFor(async () => (await shunt.click("unknown")).status === 404, { what: "404 for an unknown code" });
  const services = { redirect: shunt.redirect, management: shunt.management, worker: shunt.worker };
  for (const service of Object.values(services)) expect(await service.end("SIGTERM")).toBe(0);

  for (const [name, { log }] of Object.entries(services)) {
    const lines = log.split("\n").filter(line => line !== "");
    expect(lines, name).not.toEqual([]);
    expect(lines.filter(isUnexpected), name).toEqual([]);
  }
});

/** Matches the time-outs of ioredis, pg, Postgres, cockatiel and our own `within`, which a busy machine may cause. */
const timeout = /timed? ?out|took longer than/i;

/** Reports lines above info unless their error is a time-out, and lines that are not JSON: Node prints its warnings. */
function isUnexpected(line: string): boolean {
  try {
    const { level, err } = JSON.parse(line) as { level: string; err?: { message: string } };
    return !levelsUpToInfo.includes(level) && !timeout.test(err?.message ?? "");
  } catch {
    return true;
  }
}
