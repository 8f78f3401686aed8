import { expect, test } from "vitest";
import { aVisit } from "../testing/a-visit.ts";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3::4", "2001:db8:1:2::/64"],
  ["2001:DB8:1:2::9", "2001:db8:1:2::/64"],
])("the network of a visit from %s is %s", (remoteAddress, network) => {
  expect(aVisit({ socket: { remoteAddress, destroyed: false } }).network).toBe(network);
});

test.each([
  ["shunt_continue=a%3D1%26b", true, "a=1&b"],
  ["shunt_continue=", true, ""],
  ["shunt_continue=a%3D1&fbclid=x&y", true, "a=1&fbclid=x&y"],
  ["shunt_continue=&fbclid=x", true, "fbclid=x"],
  ["a=1&shunt_continue=b", false, "a=1&shunt_continue=b"],
  ["shunt_continue", false, "shunt_continue"],
])(
  "the query %s has continued: %s, and is that of the first request with what was added: %s",
  (query, isFirst, former) => {
    const { hasContinued, query: read } = aVisit({ url: `/abc?${query}` });

    expect([hasContinued, read]).toEqual([isFirst, former]);
  },
);
