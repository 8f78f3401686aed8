import { Instant } from "@shunt/contracts/values";
import { expect, test } from "vitest";
import { isUnclearDate, toInstant } from "./to-instant.ts";

const read = (text: string, order?: "day_first" | "month_first") => {
  const time = toInstant(text, order);
  return time === undefined ? undefined : (Instant.safeParse(time).data?.toISOString() ?? "refused");
};

test.each([
  ["2024-08-15", "2024-08-15T00:00:00.000Z"],
  ["2024-08-15T10:00:00+0000", "2024-08-15T10:00:00.000Z"],
  ["2024-08-15 15:03:56.123456+02", "2024-08-15T13:03:56.123Z"],
  ["2024-08-15 15:03:56 UTC", "2024-08-15T15:03:56.000Z"],
  ["2024/08/15 5:03", "2024-08-15T05:03:00.000Z"],
  ["15.8.2024 15:03:56", "2024-08-15T15:03:56.000Z"],
  ["Aug 15, 2024", "2024-08-15T00:00:00.000Z"],
  ["August 15th, 2024 at 3:03 PM", "2024-08-15T15:03:00.000Z"],
  ["Aug 15, 2024, 12:03:56\u202fAM", "2024-08-15T00:03:56.000Z"],
  ["15-Sep-2024", "2024-09-15T00:00:00.000Z"],
  ["Thu, 15 Aug 2024 15:03:56 GMT", "2024-08-15T15:03:56.000Z"],
  ["Thu Aug 15 2024 15:03:56 GMT+0200 (Central European Summer Time)", "2024-08-15T13:03:56.000Z"],
  ["1723734236", "2024-08-15T15:03:56.000Z"],
  ["1723734236000", "2024-08-15T15:03:56.000Z"],
  ["0000-00-00 00:00:00", undefined],
  ["31.02.2024", "refused"],
  ["15 Foo 2024", "refused"],
  ["Aug 15, 2024 13:00 PM", "refused"],
  ["03/04/2024", "refused"],
  ["05/5/2024 9:00 PM", "2024-05-05T21:00:00.000Z"],
  ["13/13/2024", "refused"],
  ["yesterday", "refused"],
])("toInstant reads %j as %j", (text, instant) => {
  expect(read(text)).toBe(instant);
});

test("toInstant reads dates with slashes in the given order", () => {
  expect(read("03/04/2024 9:00 PM", "day_first")).toBe("2024-04-03T21:00:00.000Z");
  expect(read("03/04/2024 9:00 PM", "month_first")).toBe("2024-03-04T21:00:00.000Z");
  expect(read("13/04/2024", "month_first")).toBe("refused");
});

test("isUnclearDate finds dates with slashes only, unless day and month are the same", () => {
  expect(["03/04/2024", "3/4/2024 09:00", "05/05/2024", "2024/03/04", "3.4.2024", ""].filter(isUnclearDate)).toEqual([
    "03/04/2024",
    "3/4/2024 09:00",
  ]);
});
