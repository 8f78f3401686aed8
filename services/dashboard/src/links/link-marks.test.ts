import { expect, test } from "vitest";
import { toMarks, toShownUrl, toStateName } from "./link-marks.ts";

test("toStateName distinguishes links without clicks left from those whose time is over", () => {
  expect(toStateName({ state: "expired", clicks_left: 0 })).toBe("usedUp");
  expect(toStateName({ state: "expired", clicks_left: 7 })).toBe("expired");
  expect(toStateName({ state: "expired", clicks_left: null })).toBe("expired");
  expect(toStateName({ state: "inactive", clicks_left: 0 })).toBe("inactive");
});

test("toMarks lists what people should notice", () => {
  expect(toMarks({ has_broken_destination: true, is_unsafe: true, has_password: true })).toEqual([
    "broken",
    "unsafe",
    "locked",
  ]);
  expect(toMarks({ has_broken_destination: false, is_unsafe: false, has_password: false })).toEqual([]);
});

test.each([
  ["https://www.example.com/", "example.com"],
  ["http://example.com/a/?b=/", "example.com/a/?b=/"],
  ["HTTPS://example.com/www.", "example.com/www."],
  ["https://example.com/%C3%BCber-uns?q=%D7%A9%D7%9C%D7%95%D7%9D", "example.com/über-uns?q=שלום"],
  ["https://example.com/a%20b%2Fc%3Fd", "example.com/a%20b%2Fc%3Fd"],
  ["https://example.com/%F0%9F%9A%80", "example.com/🚀"],
  ["https://example.com/%E2%80%AEfdp.exe", "example.com/%E2%80%AEfdp.exe"],
  ["https://example.com/%E4%F6", "example.com/%E4%F6"],
])("toShownUrl shows %s as %s", (url, shown) => {
  expect(toShownUrl(url)).toBe(shown);
});
