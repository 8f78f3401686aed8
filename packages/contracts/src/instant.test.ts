import fc from "fast-check";
import { expect, test } from "vitest";
import { CalendarDay, Instant } from "./instant.ts";

test.each([
  ["2026-12-01T10:00:00Z", "2026-12-01T10:00:00.000Z"],
  ["2026-12-01t10:00:00z", "2026-12-01T10:00:00.000Z"],
  ["2026-12-01T10:00:00+02:00", "2026-12-01T08:00:00.000Z"],
  ["2026-12-01T10:00:00+0200", "2026-12-01T08:00:00.000Z"],
  ["2026-12-01T10:00:00+02", "2026-12-01T08:00:00.000Z"],
  ["2026-12-01T10:00:00-0330", "2026-12-01T13:30:00.000Z"],
  ["2026-12-01T10:00:00-00:00", "2026-12-01T10:00:00.000Z"],
  ["2026-12-01T10:00:00", "2026-12-01T10:00:00.000Z"],
  ["2026-12-01T10:00", "2026-12-01T10:00:00.000Z"],
  ["2026-12-01 10:00:00", "2026-12-01T10:00:00.000Z"],
  ["2026-12-01 10:00:00 +0100", "2026-12-01T09:00:00.000Z"],
  ["2026-12-01T10:00:00.123456789Z", "2026-12-01T10:00:00.123Z"],
  ["2026-12-01T10:00:00,5Z", "2026-12-01T10:00:00.500Z"],
  ["2026-12-01T10:00:00Z\u200b", "2026-12-01T10:00:00.000Z"],
  ["\ufeff\u2800\u00a02026-12-01T10:00:00Z\u00ad", "2026-12-01T10:00:00.000Z"],
  [" 2026-12-01 ", "2026-12-01T00:00:00.000Z"],
  ["2028-02-29", "2028-02-29T00:00:00.000Z"],
  ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"],
  ["9999-12-31", "9999-12-31T00:00:00.000Z"],
  ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
  ["9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999Z"],
])("Instant parses %j as %s", (typed, iso) => {
  expect(Instant.parse(typed).toISOString()).toBe(iso);
});

test.each([
  ...[
    "",
    "tomorrow",
    "01/31/2027",
    "31.01.2027",
    "2027-1-31",
    "20270131",
    "2027-01-31T9:00Z",
    "2027-01-31TZ",
    "2027-01",
  ],
  ...[
    "2027-01-31T09:00:00 CET",
    "2027-01-31T09:00:00Europe/Vienna",
    "+002027-01-31T09:00:00Z",
    "99999-01-01T00:00:00Z",
  ],
  ...[1_798_761_600, null, true, {}, ["2027-01-31"]],
])("Instant rejects %j and names the accepted form", value => {
  expect(Instant.safeParse(value).error?.issues.map(({ message }) => message)).toEqual([
    "must be an ISO 8601 time such as 2027-01-31T09:00:00Z, or a day such as 2027-01-31",
  ]);
});

test.each([
  ...["2026-02-30T00:00:00Z", "2027-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00"],
  ...["2026-01-31T24:00:00Z", "2026-01-31T10:60:00Z", "2026-01-31T10:00:60Z", "2026-01-31T10:00:00+24:00"],
])("Instant rejects %j, which does not exist", value => {
  expect(Instant.safeParse(value).error?.issues[0]?.message).toBe("is a date or time that does not exist");
});

test.each([...["1969-12-31T23:59:59Z", "1970-01-01T00:00:00+00:01", "0000-01-01", "9999-12-31T23:59:59-00:01"]])(
  "Instant rejects %j, outside the accepted years",
  value => {
    expect(Instant.safeParse(value).error?.issues[0]?.message).toBe("must be within the years 1970 to 9999");
  },
);

test("Instant parses every time in a response unchanged", () => {
  const answered = fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });
  fc.assert(
    fc.property(answered, date => {
      expect(Instant.parse(date.toISOString())).toEqual(date);
    }),
  );
});

test("Instant parses any input to a time in the accepted years or rejects it", () => {
  const digits = fc.stringMatching(/^\d{4}-\d\d-\d\d[T ]?(\d\d:\d\d(:\d\d(\.\d{1,12})?)?)?([Zz]|[+-]\d\d:?\d\d)?$/);
  fc.assert(
    fc.property(fc.oneof(digits, fc.string(), fc.jsonValue()), value => {
      const { data } = Instant.safeParse(value);
      if (data) expect(data.toISOString()).toMatch(/^(19[7-9]|[2-9]\d\d)\d-/);
    }),
  );
});

test.each([
  ["2027-01-31", "2027-01-31"],
  [" 2028-02-29 ", "2028-02-29"],
  ["\u200b2028-02-29\u2800", "2028-02-29"],
  ["9999-12-31", "9999-12-31"],
])("CalendarDay parses %j as %s", (typed, day) => {
  expect(CalendarDay.parse(typed)).toBe(day);
});

test.each([
  ["2027-02-29", "must be a day such as 2027-01-31"],
  ["2027-01-31T09:00:00Z", "must be a day such as 2027-01-31"],
  ["0000-01-01", "must be within the years 1970 to 9999"],
])("CalendarDay rejects %j", (typed, message) => {
  expect(CalendarDay.safeParse(typed).error?.issues.map(issue => issue.message)).toEqual([message]);
});
