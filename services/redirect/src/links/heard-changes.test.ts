import { expect, test } from "vitest";
import { createHeardChanges } from "./heard-changes.ts";

const abc = { domainId: 1, code: "abc" };
const change = { ...abc, version: 2 };

/** Of a copy that knows everything up to the last round but one. */
function aCopy() {
  const changes = createHeardChanges();
  changes.setTrusted(true);
  const goOn = () => changes.cover(changes.nextRound() - 1);
  for (let round = 0; round < 3; round++) goOn();
  return { changes, goOn };
}

test("a link that has changed is not known to the copy until that is further than the change", () => {
  const { changes, goOn } = aCopy();
  expect(changes.hasChanged(abc)).toBe("no");

  changes.forget(change);

  expect(changes.hasChanged(abc)).toBe("yes");
  expect(changes.hasChanged({ ...abc, domainId: 2 })).toBe("no");
  goOn();
  expect(changes.hasChanged(abc)).toBe("yes");
  goOn();
  expect(changes.hasChanged(abc)).toBe("no");
  expect(changes.size()).toBe(0);
});

test("a link that changes again counts from then", () => {
  const { changes, goOn } = aCopy();
  changes.forget(change);
  goOn();
  changes.forget(change);
  goOn();

  expect(changes.hasChanged(abc)).toBe("yes");
});

test("while the primary does not say how far it is, no change is forgotten", () => {
  const { changes } = aCopy();
  changes.forget(change);
  for (let round = 0; round < 10; round++) changes.nextRound();

  expect(changes.hasChanged(abc)).toBe("yes");
  expect(changes.hasChanged({ ...abc, code: "other" })).toBe("no");
});

test("where changes may be missed, or all may have changed, any link counts as changed", () => {
  const { changes, goOn } = aCopy();

  changes.setTrusted(false);
  for (let round = 0; round < 5; round++) goOn();
  expect(changes.hasChanged(abc)).toBe("perhaps");

  changes.setTrusted(true);
  goOn();
  expect(changes.hasChanged(abc)).toBe("perhaps");
  goOn();
  expect(changes.hasChanged(abc)).toBe("no");

  changes.forgetAll();
  expect(changes.hasChanged(abc)).toBe("perhaps");
});

test("before anything is covered, any link counts as changed", () => {
  const changes = createHeardChanges();
  changes.setTrusted(true);
  changes.nextRound();

  expect(changes.hasChanged(abc)).toBe("perhaps");
});

test("more changes than can be kept make any link count as changed", () => {
  const { changes } = aCopy();
  for (let i = 0; i <= 100_000; i++) changes.forget({ domainId: 1, code: `code${i}`, version: 2 });

  expect(changes.hasChanged(abc)).toBe("perhaps");
  expect(changes.size()).toBe(0);
});
