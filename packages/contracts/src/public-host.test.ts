import ipaddr from "ipaddr.js";
import { expect, test } from "vitest";
import { hostNameProblem, isPublicAddress, isPublicHost, privateSuffixes } from "./public-host.ts";
import { specialRanges } from "./special-ranges.ts";
import { TargetUrl } from "./target-url.ts";

test.each([
  "https://example.com/",
  "https://example.com./",
  "https://8.8.8.8/",
  "https://[2606:4700::1111]/",
  "https://localhost.example.com/",
  "https://internal.example/",
  "https://my_shop.example.com/",
  "https://-a-.example.com/",
  "https://bücher.example/",
  "https://example.рф/",
  "https://64.example.com/",
  "https://[64:ff9b::8.8.8.8]/",
])("TargetUrl accepts %s", url => {
  expect(TargetUrl.safeParse(url).success).toBe(true);
});

test.each([
  "http://127.0.0.1/",
  "http://127.1/",
  "http://127.0.0.1./",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0177.0.0.1/",
  "http://0x7f.1/",
  "http://127.000.000.001/",
  "http://①②⑦.⓪.⓪.①/",
  "http://%31%32%37.0.0.1/",
  "http://0/",
  "http://0.0.0.0/",
  "http://10.1.2.3/",
  "http://172.16.0.1/",
  "http://192.168.1.1/",
  "http://100.64.0.1/",
  "http://100.100.100.200/",
  "http://169.254.169.254/latest/meta-data",
  "http://168.63.129.16/",
  "http://192.0.0.192/",
  "http://192.0.2.1/",
  "http://198.18.0.1/",
  "http://224.0.0.1/",
  "http://240.0.0.1/",
  "http://255.255.255.255/",
  "http://[::1]/",
  "http://[::]/",
  "http://[0:0:0:0:0:0:0:1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:8.8.8.8]/",
  "http://[::127.0.0.1]/",
  "http://[64:ff9b::127.0.0.1]/",
  "http://[64:ff9b:1::10.0.0.1]/",
  "http://[2002:7f00:1::]/",
  "http://[2001:0:7f00:1::]/",
  "http://[fe80::1]/",
  "http://[fd00:ec2::254]/",
  "http://[ff02::1]/",
  "http://[2001:db8::1]/",
  "http://localhost/",
  "http://LOCALHOST./",
  "http://a.localhost/",
  "http://printer.local/",
  "http://metadata.google.internal/",
  "http://intranet/",
  "http://router.home.arpa/",
  "http://localhost.localdomain/",
  "http://localhost.localdomain./",
  "http://1.0.0.127.in-addr.arpa/",
  "http://nas.lan/",
  "http://api.default.svc/",
  "http://[100:0:0:1::1]/",
  "http://[64:ff9b::10.0.0.1]/",
  "http://[4000::1]/",
])("TargetUrl rejects the private host of %s", url => {
  expect(TargetUrl.safeParse(url)).toMatchObject({
    success: false,
    error: { issues: [{ message: "must lead to the public internet" }] },
  });
});

test.each(["", "example.com", "8.8.8.8.8", "[::1]", "1"])(
  "isPublicAddress is false for %j, which is not an address",
  address => {
    expect(isPublicAddress(address)).toBe(false);
  },
);

/** https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry, November 2026, and multicast. */
test.each([
  ...["0.0.0.0/8", "0.0.0.0/32", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
  ...[
    "192.0.0.0/24",
    "192.0.0.0/29",
    "192.0.0.8/32",
    "192.0.0.9/32",
    "192.0.0.10/32",
    "192.0.0.170/32",
    "192.0.0.171/32",
  ],
  ...["192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.88.99.2/32", "192.168.0.0/16"],
  ...["192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "255.255.255.255/32"],
  ...["224.0.0.0/4", "::1/128", "::/128", "::ffff:0:0/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23"],
  ...["2001::/32", "2001:1::1/128", "2001:1::2/128", "2001:1::3/128", "2001:2::/48", "2001:3::/32", "2001:4:112::/48"],
  ...["2001:10::/28", "2001:20::/28", "2001:30::/28", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"],
  ...["5f00::/16", "fc00::/7", "fe80::/10", "ff00::/8"],
  ...specialRanges,
])("isPublicAddress is false for the first and the last address of %s", range => {
  const { first, last } = endsOf(range);

  expect(isPublicAddress(first)).toBe(false);
  expect(isPublicAddress(last)).toBe(false);
});

function endsOf(range: string): { first: string; last: string } {
  const { IPv4, IPv6 } = ipaddr;
  if (!range.includes(":"))
    return { first: String(IPv4.networkAddressFromCIDR(range)), last: String(IPv4.broadcastAddressFromCIDR(range)) };
  return { first: String(IPv6.networkAddressFromCIDR(range)), last: String(IPv6.broadcastAddressFromCIDR(range)) };
}

test.each([
  ...["1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0"],
  ...["192.0.1.0", "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255", "168.63.129.17"],
  ...["2000::", "2001:200::", "2001:4860:4860::8888", "2003::1", "3ffe::1", "3fff:1000::1", "64:ff9b::1.1.1.1"],
])("isPublicAddress is true for %s, next to a special range", address => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each(privateSuffixes)("isPublicHost is false for names below .%s", suffix => {
  expect(isPublicHost(`a.${suffix}`)).toBe(false);
  expect(isPublicHost(`a.b.${suffix}.`)).toBe(false);
  expect(isPublicHost(`${suffix}.example.com`)).toBe(true);
});

test.each([
  ["https://example..com/", "must have a host without empty labels"],
  ["https://.example.com/", "must have a host without empty labels"],
  ["https://example.com../", "must have a host without empty labels"],
  [`https://${"a".repeat(64)}.com/`, "must have a host with labels of at most 63 characters"],
  [`https://${"a.".repeat(126)}com/`, "must have a host of at most 253 characters"],
  ["https://*.example.com/", "must have a host of letters, digits, hyphens and dots only"],
  ["https://a,b.example.com/", "must have a host of letters, digits, hyphens and dots only"],
  ["https://$HOST.example.com/", "must have a host of letters, digits, hyphens and dots only"],
  ["https://{host}.example.com/", "must have a host of letters, digits, hyphens and dots only"],
  ["https://example.1a/", "must have a host that ends with a top-level domain such as .com"],
  ["https://example.c/", "must have a host that ends with a top-level domain such as .com"],
  ["https://example.com-/", "must have a host that ends with a top-level domain such as .com"],
  ["https://example.123/", "must be an absolute URL such as https://example.com/page"],
  ["https://example.com:0/", "must not have port 0"],
  ["https://example.com:00/", "must not have port 0"],
  ["https://example.com:65536/", "must be an absolute URL such as https://example.com/page"],
])("TargetUrl rejects %.40s, a host that the DNS cannot have", (url, message) => {
  expect(TargetUrl.safeParse(url).error?.issues.map(issue => issue.message)).toEqual([message]);
});

test.each([`${"a".repeat(63)}.com`, `${"a.".repeat(125)}com`, "a", "xn--bcher-kva.example", "_dmarc.example.com"])(
  "hostNameProblem accepts %.40s",
  host => {
    expect(hostNameProblem(host)).toBe(undefined);
  },
);
