import fc from "fast-check";
import { expect, test } from "vitest";
import { createClientAddress } from "./client-address.ts";

const trusting = createClientAddress("10.0.0.0/8, ::1, 2001:db8:ffff::/48");

test.each([
  ["the peer if no proxy is trusted", createClientAddress(""), "10.0.0.1", "6.6.6.6", "10.0.0.1"],
  ["the peer if it is not a trusted proxy", trusting, "8.8.8.8", "6.6.6.6", "8.8.8.8"],
  ["the address in the header of a trusted proxy", trusting, "10.0.0.1", "8.8.8.8", "8.8.8.8"],
  [
    "the rightmost untrusted address, not what the client sent before it",
    trusting,
    "10.0.0.1",
    "6.6.6.6, 8.8.8.8, 10.0.0.2",
    "8.8.8.8",
  ],
  ["the header of an IPv4 proxy on an IPv6 socket", trusting, "::ffff:10.0.0.1", "8.8.8.8", "8.8.8.8"],
  ["an IPv6 address", trusting, "::1", "2001:db8::7", "2001:db8::7"],
  [
    "an address behind proxies with ports",
    trusting,
    "10.0.0.1",
    "8.8.8.8:1, [2001:db8:ffff::2]:3, 10.0.0.2:4",
    "8.8.8.8",
  ],
  ["an address behind 31 proxies", trusting, "10.0.0.1", `8.8.8.8${", 10.0.0.2".repeat(31)}`, "8.8.8.8"],
  ["the last proxy it reads of a longer chain", trusting, "10.0.0.1", `8.8.8.8${", 10.0.0.2".repeat(32)}`, "10.0.0.2"],
  ["the leftmost address if all are proxies", trusting, "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
  ["an address between empty elements", trusting, "10.0.0.1", ", 8.8.8.8, ,,", "8.8.8.8"],
  ["the peer for a header without elements", trusting, "10.0.0.1", " , ", "10.0.0.1"],
  ["unknown and the proxy's address for invalid text", trusting, "10.0.0.1", "rubbish", "unknown 10.0.0.1"],
  [
    "unknown and the proxy's address for an obfuscated name, ignoring entries further left",
    trusting,
    "10.0.0.1",
    "6.6.6.6, _hidden, 10.0.0.2",
    "unknown 10.0.0.2",
  ],
  ["the address, ignoring invalid text further left", trusting, "10.0.0.1", "rubbish, 8.8.8.8", "8.8.8.8"],
])("clientAddress returns %s", (_name, clientAddress, peer, forwardedFor, expected) => {
  expect(clientAddress(peer, forwardedFor)).toBe(expected);
});

test.each([
  ["an address", "for=8.8.8.8", "8.8.8.8"],
  ["an address with a port, in quotes", 'for="8.8.8.8:4711"', "8.8.8.8"],
  ["IPv6", 'For="[2001:DB8::7]:4711";proto=https;by=10.0.0.1', "2001:db8::7"],
  ["an obfuscated port", 'proto=https; for="8.8.8.8:_x"', "8.8.8.8"],
  ["several headers, joined", "for=6.6.6.6, for=8.8.8.8;proto=http, for=10.0.0.2", "8.8.8.8"],
  ["unknown", "for=unknown", "unknown 10.0.0.1"],
  ["an obfuscated name", "for=_SEVKISEK", "unknown 10.0.0.1"],
  ["no `for`", "for=6.6.6.6, proto=https", "unknown 10.0.0.1"],
  ["an open quote of the client in front", 'for="6.6.6.6, for=8.8.8.8', "8.8.8.8"],
  ["a host of the client's choice that ends the quotes", 'for=8.8.8.8;host="x,for=6.6.6.6;a="', "unknown 10.0.0.1"],
])("clientAddress reads Forwarded with %s", (_what, forwarded, expected) => {
  expect(trusting("10.0.0.1", undefined, forwarded)).toBe(expected);
});

test("clientAddress ignores Forwarded next to X-Forwarded-For and from untrusted peers", () => {
  expect(trusting("10.0.0.1", "8.8.8.8", "for=6.6.6.6")).toBe("8.8.8.8");
  expect(trusting("10.0.0.1", "", "for=6.6.6.6")).toBe("10.0.0.1");
  expect(trusting("8.8.8.8", undefined, "for=6.6.6.6")).toBe("8.8.8.8");
});

test("createClientAddress rejects an entry that is not an address", () => {
  expect(() => createClientAddress("10.0.0.0/8,proxy.local")).toThrow("proxy.local");
});

test("clientAddress returns the address that the proxy appended, for any header of the client", () => {
  const client = fc.ipV4().filter(address => !address.startsWith("10."));
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), client, (sent, address) => {
      expect(trusting("10.0.0.1", `${sent}, ${address}`)).toBe(address);
      expect(trusting("10.0.0.1", undefined, `${sent}, for=${address}`)).toBe(address);
    }),
  );
});

test("clientAddress returns the same text for all values that are not addresses", () => {
  const value = fc.string({ minLength: 1 }).filter(text => /^[\w-]+$/.test(text));
  fc.assert(
    fc.property(value, text => {
      expect(trusting("10.0.0.1", text)).toBe("unknown 10.0.0.1");
    }),
  );
});
