import { expect, test } from "vitest";
import { isFreeLicence } from "./licence-expression.ts";

test.each(["MIT", "(MIT OR GPL-3.0)", "Apache-2.0 AND ISC", "BSD-3-Clause"])("isFreeLicence accepts %s", licence => {
  expect(isFreeLicence(licence)).toBe(true);
});

test.each(["AGPL-3.0-or-later", "MIT AND GPL-2.0", "UNLICENSED", "", undefined, { type: "MIT" }])(
  "isFreeLicence rejects %j",
  licence => {
    expect(isFreeLicence(licence)).toBe(false);
  },
);
