import { expect, test } from "vitest";
import { createClientAddress } from "./client-address.ts";

const trusting = createClientAddress("10.0.0.0/8, ::1");

test.each([
  ["no proxy is named: the peer, whatever it claims", createClientAddress(""), "10.0.0.1", "6.6.6.6", "10.0.0.1"],
  ["a stranger's header is not believed", trusting, "8.8.8.8", "6.6.6.6", "8.8.8.8"],
  ["a trusted proxy is believed", trusting, "10.0.0.1", "8.8.8.8", "8.8.8.8"],
  ["what the visitor put in front is not", trusting, "10.0.0.1", "6.6.6.6, 8.8.8.8, 10.0.0.2", "8.8.8.8"],
  ["rubbish ends the walk at the last proxy", trusting, "10.0.0.1", "rubbish", "10.0.0.1"],
  ["IPv4 on an IPv6 socket is IPv4", trusting, "::ffff:10.0.0.1", "8.8.8.8", "8.8.8.8"],
  ["IPv6 passes", trusting, "::1", "2001:db8::7", "2001:db8::7"],
])("%s", (_name, clientAddress, peer, forwardedFor, expected) => {
  expect(clientAddress(peer, forwardedFor)).toBe(expected);
});

test("an entry that is no address is refused at start", () => {
  expect(() => createClientAddress("10.0.0.0/8,proxy.local")).toThrow("proxy.local");
});
