import { expect, test } from "vitest";
import { isDomainName, readHost } from "./read-host.ts";

const longest = `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(61)}`;

test.each([
  ["go.example.com", "go.example.com"],
  ["Go.EXAMPLE.com.:8080", "go.example.com"],
  ["go.example.com:", "go.example.com"],
  ["localhost:8000", "localhost"],
  ["redirect_pods:8000", "redirect_pods"],
  ["192.0.2.1:80", "192.0.2.1"],
  ["[2001:DB8::1]:443", "[2001:db8::1]"],
  ["xn--bcher-kva.example", "xn--bcher-kva.example"],
  [`${longest}.:65535`, longest],
])("readHost reads %s", (header, host) => {
  expect(readHost(header)).toBe(host);
});

test.each([
  "",
  ".",
  ":80",
  "go..example.com",
  ".example.com",
  "example.com..",
  "example.com:http",
  "example.com:123456",
  `${"a".repeat(64)}.example`,
  `e${longest}`,
  `a.${"a".repeat(14_500)}.example`,
  "a, b",
  "a b",
  "user@example.com",
  "exämple.com",
  "example.com/path",
  "*.example.com",
  "example.com\\",
  "[::1",
  "[example.com]",
])("readHost refuses %j", header => {
  expect(readHost(header)).toBeUndefined();
});

test.each([
  ["go.example.com", true],
  ["localhost", false],
  ["192.0.2.1", false],
  ["1.2.3", false],
  ["[2001:db8::1]", false],
])("isDomainName(%j) is %s", (host, can) => {
  expect(isDomainName(host)).toBe(can);
});
