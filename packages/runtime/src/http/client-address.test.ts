import fc from "fast-check";
import { expect, test } from "vitest";
import { createClientAddress } from "./client-address.ts";

const trusting = createClientAddress("10.0.0.0/8, ::1, 2001:db8:ffff::/48");

test.each([
  ["no proxy is named: the peer, whatever it claims", createClientAddress(""), "10.0.0.1", "6.6.6.6", "10.0.0.1"],
  ["a stranger's header is not believed", trusting, "8.8.8.8", "6.6.6.6", "8.8.8.8"],
  ["a trusted proxy is believed", trusting, "10.0.0.1", "8.8.8.8", "8.8.8.8"],
  ["what the visitor put in front is not", trusting, "10.0.0.1", "6.6.6.6, 8.8.8.8, 10.0.0.2", "8.8.8.8"],
  ["IPv4 on an IPv6 socket is IPv4", trusting, "::ffff:10.0.0.1", "8.8.8.8", "8.8.8.8"],
  ["IPv6 passes", trusting, "::1", "2001:db8::7", "2001:db8::7"],
  ["proxies with ports are recognised", trusting, "10.0.0.1", "8.8.8.8:1, [2001:db8:ffff::2]:3, 10.0.0.2:4", "8.8.8.8"],
  ["all are proxies: the first of them", trusting, "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
  ["empty elements are none", trusting, "10.0.0.1", ", 8.8.8.8, ,,", "8.8.8.8"],
  ["a header without elements: the peer", trusting, "10.0.0.1", " , ", "10.0.0.1"],
  ["what is no address: clients of that proxy share a name", trusting, "10.0.0.1", "rubbish", "unknown 10.0.0.1"],
  ["nothing left of it counts", trusting, "10.0.0.1", "6.6.6.6, _hidden, 10.0.0.2", "unknown 10.0.0.2"],
  ["nor what the client put in front of its address", trusting, "10.0.0.1", "rubbish, 8.8.8.8", "8.8.8.8"],
])("%s", (_name, clientAddress, peer, forwardedFor, expected) => {
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
])("Forwarded with %s", (_what, forwarded, expected) => {
  expect(trusting("10.0.0.1", undefined, forwarded)).toBe(expected);
});

test("Forwarded is ignored beside X-Forwarded-For, and from strangers", () => {
  expect(trusting("10.0.0.1", "8.8.8.8", "for=6.6.6.6")).toBe("8.8.8.8");
  expect(trusting("10.0.0.1", "", "for=6.6.6.6")).toBe("10.0.0.1");
  expect(trusting("8.8.8.8", undefined, "for=6.6.6.6")).toBe("8.8.8.8");
});

test("an entry that is no address is refused at start", () => {
  expect(() => createClientAddress("10.0.0.0/8,proxy.local")).toThrow("proxy.local");
});

test("whatever a client sends, the address is the one that its proxy appended", () => {
  const client = fc.ipV4().filter(address => !address.startsWith("10."));
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), client, (sent, address) => {
      expect(trusting("10.0.0.1", `${sent}, ${address}`)).toBe(address);
      expect(trusting("10.0.0.1", undefined, `${sent}, for=${address}`)).toBe(address);
    }),
  );
});

test("values that are no addresses have one name in all", () => {
  const value = fc.string({ minLength: 1 }).filter(text => /^[\w-]+$/.test(text));
  fc.assert(
    fc.property(value, text => {
      expect(trusting("10.0.0.1", text)).toBe("unknown 10.0.0.1");
    }),
  );
});
