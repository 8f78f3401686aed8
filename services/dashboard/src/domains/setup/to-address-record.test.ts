import { expect, test } from "vitest";
import { toAddressRecord } from "./to-address-record.ts";

test.each([
  ["https://sho.rt", { type: "CNAME", value: "sho.rt" }],
  ["http://203.0.113.7:8000", { type: "A", value: "203.0.113.7" }],
  ["http://[2001:db8::1]", { type: "AAAA", value: "2001:db8::1" }],
])("toAddressRecord(%j) is %j", (origin, record) => {
  expect(toAddressRecord(origin)).toEqual(record);
});
