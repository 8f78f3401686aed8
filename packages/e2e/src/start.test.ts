import { waitFor } from "@shunt/testing";
import { expect, onTestFinished, test } from "vitest";
import { startShunt } from "./harness/start-shunt.ts";

const levelsUpToInfo = ["trace", "debug", "info"];

test("the services log nothing above info from start to stop, except time-outs", async () => {
  const shunt = await startShunt();
  onTestFinished(() => shunt.stop());

  // The status is 503 while Postgres takes longer than the redirect waits.
  await waitFor(async () => (await shunt.click("unknown")).status === 404, { what: "404 for an unknown code" });
  const services = { redirect: shunt.redirect, management: shunt.management, worker: shunt.worker };
  for (const service of Object.values(services)) expect(await service.end("SIGTERM")).toBe(0);

  for (const [name, { log }] of Object.entries(services)) {
    const lines = log.split("\n").filter(line => line !== "");
    expect(lines, name).not.toEqual([]);
    expect(findUnexpected(lines), `${name}:\n${log}`).toEqual([]);
  }
});

/** Matches the time-outs of ioredis, pg, Postgres, cockatiel and our own `within`, which a busy machine may cause. */
const timeout = /timed? ?out|took longer than/i;
/** ioredis rejects commands with this message until it has reconnected. */
const disconnected = "Stream isn't writeable";

/**
 * Lines above info, and lines that are not JSON, as Node prints its warnings. Time-outs are expected, and after one also commands
 * on the connection that it closed.
 */
function findUnexpected(lines: readonly string[]): string[] {
  let hasTimedOut = false;
  return lines.filter(line => {
    const entry = parse(line);
    if (entry === undefined) return true;
    const message = toMessage(entry.err);
    hasTimedOut ||= timeout.test(message);
    const isExpected = timeout.test(message) || (hasTimedOut && message.startsWith(disconnected));
    return !levelsUpToInfo.includes(entry.level) && !isExpected;
  });
}

interface LoggedError {
  message: string;
  /** Set for an `AggregateError`, such as that of a connection to several addresses. */
  aggregateErrors?: LoggedError[];
}

function toMessage(err: LoggedError | undefined): string {
  return err?.aggregateErrors?.[0]?.message ?? err?.message ?? "";
}

function parse(line: string): { level: string; err?: LoggedError } | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
