import { expect, onTestFinished, test } from "vitest";
import { startShunt } from "./harness/start-shunt.ts";

const levelsUpToInfo = ["trace", "debug", "info"];

// Retried, because a query may time out on a busy machine.
test("all three services start, answer and stop without a log line above level info", {
  retry: 2,
  timeout: 90_000,
}, async () => {
  const shunt = await startShunt();
  onTestFinished(() => shunt.stop());

  expect((await shunt.click("unknown")).status).toBe(404);
  const services = { redirect: shunt.redirect, management: shunt.management, worker: shunt.worker };
  for (const service of Object.values(services)) expect(await service.end("SIGTERM")).toBe(0);

  for (const [name, { log }] of Object.entries(services)) {
    const lines = log.split("\n").filter(line => line !== "");
    expect(lines, name).not.toEqual([]);
    expect(lines.filter(isAboveInfo), name).toEqual([]);
  }
});

/** Lines that are not JSON count too: Node prints its own warnings. */
function isAboveInfo(line: string): boolean {
  try {
    return !levelsUpToInfo.includes(JSON.parse(line).level);
  } catch {
    return true;
  }
}
