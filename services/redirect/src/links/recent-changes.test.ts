import { expect, test } from "vitest";
import { createRecentChanges } from "./recent-changes.ts";

const abc = { domainId: 1, code: "abc" };
const change = { ...abc, version: 2 };

/** Changes for a replica that lags by one round; `advance` begins the next round. */
function recentChanges() {
  const changes = createRecentChanges();
  changes.setTrusted(true);
  const advance = () => changes.cover(changes.nextRound() - 1);
  for (let round = 0; round < 3; round++) advance();
  return { changes, advance };
}

test("hasChanged returns yes for a changed link until the replica has passed the change", () => {
  const { changes, advance } = recentChanges();
  expect(changes.hasChanged(abc)).toBe("no");

  changes.forget(change);

  expect(changes.hasChanged(abc)).toBe("yes");
  expect(changes.hasChanged({ ...abc, domainId: 2 })).toBe("no");
  advance();
  expect(changes.hasChanged(abc)).toBe("yes");
  advance();
  expect(changes.hasChanged(abc)).toBe("no");
  expect(changes.size()).toBe(0);
});

test("hasChanged counts from the latest change of a link", () => {
  const { changes, advance } = recentChanges();
  changes.forget(change);
  advance();
  changes.forget(change);
  advance();

  expect(changes.hasChanged(abc)).toBe("yes");
});

test("cover drops a change although a link that changed before it has changed again", () => {
  const { changes, advance } = recentChanges();
  const other = { ...abc, code: "other" };
  changes.forget(change);
  changes.forget({ ...other, version: 2 });
  advance();
  changes.forget(change);
  advance();

  expect([changes.hasChanged(abc), changes.hasChanged(other)]).toEqual(["yes", "no"]);
  expect(changes.size()).toBe(1);
});

test("hasChanged keeps returning yes while the position of the primary is unknown", () => {
  const { changes } = recentChanges();
  changes.forget(change);
  for (let round = 0; round < 10; round++) changes.nextRound();

  expect(changes.hasChanged(abc)).toBe("yes");
  expect(changes.hasChanged({ ...abc, code: "other" })).toBe("no");
});

test("hasChanged returns perhaps while changes may be missed and after a flush", () => {
  const { changes, advance } = recentChanges();

  changes.setTrusted(false);
  for (let round = 0; round < 5; round++) advance();
  expect(changes.hasChanged(abc)).toBe("perhaps");

  changes.setTrusted(true);
  advance();
  expect(changes.hasChanged(abc)).toBe("perhaps");
  advance();
  expect(changes.hasChanged(abc)).toBe("no");

  changes.forgetAll();
  expect(changes.hasChanged(abc)).toBe("perhaps");
});

test("hasChanged returns perhaps before the first covered round", () => {
  const changes = createRecentChanges();
  changes.setTrusted(true);
  changes.nextRound();

  expect(changes.hasChanged(abc)).toBe("perhaps");
});

test("hasChanged returns perhaps for any link above the maximum number of changes", () => {
  const { changes } = recentChanges();
  for (let i = 0; i <= 100_000; i++) changes.forget({ domainId: 1, code: `code${i}`, version: 2 });

  expect(changes.hasChanged(abc)).toBe("perhaps");
  expect(changes.size()).toBe(0);
});
