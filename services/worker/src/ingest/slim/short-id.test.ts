import { expect, test } from "vitest";
import { aStoredClick } from "../../testing/a-stored-click.ts";
import { drawIdHigh, drawIdLow, toClickId, toShortId } from "./short-id.ts";

const at = Date.UTC(2026, 10, 20, 12);

test("toClickId makes a UUID version 7 of the click's time, and toShortId finds its random half again", () => {
  for (let i = 0; i < 1_000; i++) {
    const short = { idHigh: drawIdHigh(), idLow: drawIdLow() };
    const id = toClickId({ at, ...short });

    expect(id).toMatch(/^01a1f8d3-ea00-7000-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(toShortId(aStoredClick({ at, id }))).toEqual(short);
  }
});

test("ids do not repeat", () => {
  const ids = new Set(
    Array.from({ length: 20_000 }, () => toClickId({ at, idHigh: drawIdHigh(), idLow: drawIdLow() })),
  );

  expect(ids.size).toBe(20_000);
});

test("an id that was made otherwise has no random half", () => {
  const id = "01a1fb6f-b333-7117-b1e7-8f91c9f609cf";

  expect(toClickId(aStoredClick({ at, id }))).toBe(id);
  expect(toShortId(aStoredClick({ at, id }))).toBeUndefined();
});
