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
