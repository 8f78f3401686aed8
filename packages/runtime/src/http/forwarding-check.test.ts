import { expect, test } from "vitest";
import { createForwardingCheck } from "./forwarding-check.ts";

const forwarded = { "x-forwarded-for": "203.0.113.7" };

test.each([
  ["a trusted proxy", "10.1.2.3", forwarded, false],
  ["a trusted proxy on a socket for both versions", "::ffff:10.1.2.3", forwarded, false],
  ["a proxy that is not listed", "172.18.0.5", forwarded, true],
  ["a proxy that is not listed and sends Forwarded", "172.18.0.5", { forwarded: "for=203.0.113.7" }, true],
  ["a client without a proxy", "172.18.0.5", {}, false],
  ["a closed connection", undefined, forwarded, true],
])("createForwardingCheck for %s", (_what, remoteAddress, headers, isIgnored) => {
  const check = createForwardingCheck("10.0.0.0/8");

  expect(check({ headers, socket: { remoteAddress } })).toBe(isIgnored);
});

test("createForwardingCheck without trusted proxies reports every header", () => {
  expect(createForwardingCheck("")({ headers: forwarded, socket: { remoteAddress: "10.1.2.3" } })).toBe(true);
});
