import { expect, test } from "vitest";
import type { CheckResult } from "./check-destination.ts";
import { type HealthState, nextHealth } from "./next-health.ts";

type Kind = CheckResult["kind"];

test.each<{ checks: Kind[]; statuses: string[]; events: (string | undefined)[] }>([
  { checks: ["ok"], statuses: ["ok"], events: [undefined] },
  { checks: ["ok", "failed"], statuses: ["ok", "ok"], events: [undefined, undefined] },
  {
    checks: ["failed", "failed", "failed"],
    statuses: ["unknown", "broken", "broken"],
    events: [undefined, "link.broken", undefined],
  },
  { checks: ["failed", "ok", "failed"], statuses: ["unknown", "ok", "ok"], events: [undefined, undefined, undefined] },
  {
    checks: ["failed", "failed", "ok", "ok"],
    statuses: ["unknown", "broken", "ok", "ok"],
    events: [undefined, "link.broken", "link.recovered", undefined],
  },
  {
    checks: ["hidden", "hidden", "hidden"],
    statuses: ["unknown", "unknown", "unknown"],
    events: Array(3).fill(undefined),
  },
  {
    checks: ["ok", "hidden", "hidden"],
    statuses: ["ok", "ok", "broken"],
    events: [undefined, undefined, "link.broken"],
  },
  {
    checks: ["failed", "failed", "unclear", "ok"],
    statuses: ["unknown", "broken", "broken", "ok"],
    events: [undefined, "link.broken", undefined, "link.recovered"],
  },
  { checks: ["ok", "unclear"], statuses: ["ok", "unknown"], events: [undefined, undefined] },
  {
    checks: ["failed", "unclear", "failed"],
    statuses: ["unknown", "unknown", "broken"],
    events: [undefined, undefined, "link.broken"],
  },
])("after the checks $checks a link is $statuses", ({ checks, statuses, events }) => {
  let state: HealthState = { status: "unknown", failures: 0, wasOk: false };
  const seen = checks.map(kind => {
    const next = nextHealth(state, { kind });
    state = next;
    return next;
  });

  expect(seen.map(({ status }) => status)).toEqual(statuses);
  expect(seen.map(({ event }) => event)).toEqual(events);
});
