import { randomUUID } from "node:crypto";
import { createLogger } from "@shunt/runtime";
import { expect, test } from "vitest";
import type { RequestEntry } from "./request-log-store.ts";
import { createRequestRecorder } from "./request-recorder.ts";

const log = createLogger("test", "silent");
const anEntry = (keyId: string): RequestEntry => ({
  ...{ id: randomUUID(), keyId, at: new Date(), method: "GET", path: "/api/v1/urls", status: 200, durationMs: 1 },
  ...{ problem: undefined, requestId: "r" },
});

function start(write: (entries: readonly RequestEntry[]) => Promise<void>) {
  const seen = { dropped: 0 };
  const recorder = createRequestRecorder({ write, log, onDropped: count => (seen.dropped += count) });
  return { recorder, seen };
}

test("a batch has at most a hundred entries of a key, and the next one as many again", async () => {
  const batches: number[] = [];
  const { recorder, seen } = start(async entries => void batches.push(entries.length));

  for (let i = 0; i < 150; i++) recorder.record(anEntry("busy"));
  recorder.record(anEntry("other"));
  await recorder.flush();
  recorder.record(anEntry("busy"));
  await recorder.stop();

  expect(batches).toEqual([101, 1]);
  expect(seen.dropped).toBe(50);
});

test("entries wait while Postgres is away, up to 5,000", async () => {
  const written: string[] = [];
  let isAway = true;
  const { recorder, seen } = start(async entries => {
    if (isAway) throw Object.assign(new Error("away"), { code: "ECONNREFUSED" });
    written.push(...entries.map(({ keyId }) => keyId));
  });

  for (let i = 0; i < 6_000; i++) recorder.record(anEntry(String(i)));
  await recorder.flush();
  recorder.record(anEntry("late"));
  isAway = false;
  await recorder.stop();

  expect(written).toHaveLength(5_000);
  expect([written[0], written.at(-1)]).toEqual(["0", "4999"]);
  expect(seen.dropped).toBe(1_001);
});

test("entries that the database refuses are dropped, so that later ones are written", async () => {
  const written: number[] = [];
  let isRefused = true;
  const { recorder, seen } = start(async entries => {
    if (isRefused) throw new Error("refused");
    written.push(entries.length);
  });

  recorder.record(anEntry("a"));
  await recorder.flush();
  isRefused = false;
  recorder.record(anEntry("b"));
  await recorder.stop();

  expect(written).toEqual([1]);
  expect(seen.dropped).toBe(1);
});
