import { expect, test } from "vitest";
import { toPublicAddress } from "./public-address.ts";

test.each([
  ["8.8.8.8", "8.8.8.8"],
  ["::ffff:8.8.8.8", "8.8.8.8"],
  ["2600:1F18::1", "2600:1f18::1"],
  ["10.0.0.1", undefined],
  ["fe80::1%eth0", undefined],
  ["2600::1%br-0a1b", undefined],
  ["8.8.8", undefined],
  ["", undefined],
])("toPublicAddress reads %j as %j", (ip, expected) => {
  expect(toPublicAddress(ip)).toBe(expected);
});
