import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { expect, test } from "vitest";
import { toClientNetwork, toSiteNetwork } from "./client-network.ts";
import { readAddress } from "./read-address.ts";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["192.0.2.7:40001", "192.0.2.7"],
  [' "192.0.2.7:40001" ', "192.0.2.7"],
  ["2001:db8::7", "2001:db8::7"],
  ["2001:DB8:0:0::7", "2001:db8::7"],
  ["[2001:db8::7]", "2001:db8::7"],
  ["[2001:db8::7]:443", "2001:db8::7"],
  ['"[2001:db8::7]:443"', "2001:db8::7"],
  ["fe80::1%eth0", "fe80::1"],
  ["[fe80::1%25eth0]:443", "fe80::1"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["::FFFF:192.0.2.7", "192.0.2.7"],
  ["::ffff:c000:207", "192.0.2.7"],
  ["[::ffff:192.0.2.7]:80", "192.0.2.7"],
  ["0:0:0:0:0:ffff:c000:207", "192.0.2.7"],
  ["::1", "::1"],
])("readAddress reads %s", (text, address) => {
  expect(readAddress(text)).toBe(address);
});

test.each([
  "",
  "unknown",
  "_hidden",
  "example.com",
  "192.0.2",
  "192.0.2.256",
  "192.0.2.07",
  "0xC0000207",
  "192.0.2.7:",
  "192.0.2.7:http",
  "192.0.2.7%eth0",
  "[192.0.2.7",
  "[2001:db8::7]443",
  "2001:db8::7::",
  "192.0.2.7 192.0.2.8",
  "a".repeat(16_384),
])("readAddress returns undefined for %j", text => {
  expect(readAddress(text)).toBeUndefined();
});

const decorations: ((address: string) => string)[] = [
  address => address,
  address => `[${address}]`,
  address => `[${address}]:40001`,
  address => `"[${address}%eth0]:40001"`,
  address => address.toUpperCase(),
  address => ipaddr.parse(address).toNormalizedString(),
  address => ` ${address}%1 `,
];

test("toClientNetwork maps all spellings of an IPv6 address to one network", () => {
  fc.assert(
    fc.property(fc.ipV6(), fc.constantFrom(...decorations), (address, decorate) => {
      expect(toClientNetwork(readAddress(decorate(address)) ?? "")).toBe(toClientNetwork(address));
    }),
  );
});

test("toClientNetwork maps all spellings of an IPv4 address to one network", () => {
  const spellings = [
    (address: string) => address,
    (address: string) => `${address}:40001`,
    (address: string) => `::ffff:${address}`,
    (address: string) => ipaddr.IPv4.parse(address).toIPv4MappedAddress().toNormalizedString(),
  ];
  fc.assert(
    fc.property(fc.ipV4(), fc.constantFrom(...spellings), (address, spell) => {
      expect(toClientNetwork(readAddress(spell(address)) ?? "")).toBe(address);
    }),
  );
});

test("toClientNetwork returns a /64, toSiteNetwork a /48", () => {
  expect(toClientNetwork("2001:db8:1:2:3::4")).toBe("2001:db8:1:2::/64");
  expect(toSiteNetwork("2001:db8:1:2:3::4")).toBe("2001:db8:1::/48");
  expect(toClientNetwork("::ffff:192.0.2.7")).toBe("192.0.2.7");
  expect(toSiteNetwork("::ffff:192.0.2.7")).toBeUndefined();
  expect(toSiteNetwork("192.0.2.7")).toBeUndefined();
  expect(toClientNetwork("unknown 10.0.0.1")).toBe("unknown 10.0.0.1");
});

test.each(["fe80::1%br-0a1b", "2600::1%a:b", "::1%-", "1.2.3", ""])(
  "toClientNetwork and toSiteNetwork do not throw on %j, which they cannot read",
  address => {
    expect([toClientNetwork(address), toSiteNetwork(address)]).toEqual([address, undefined]);
  },
);
