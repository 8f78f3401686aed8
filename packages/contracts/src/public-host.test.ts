import { expect, test } from "vitest";
import { isPublicAddress } from "./public-host.ts";
import { TargetUrl } from "./target-url.ts";

test.each([
  "https://example.com/",
  "https://example.com./",
  "https://8.8.8.8/",
  "https://[2606:4700::1111]/",
  "https://localhost.example.com/",
  "https://internal.example/",
])("%s leads to the public internet", url => {
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
])("%s does not", url => {
  expect(TargetUrl.safeParse(url)).toMatchObject({
    success: false,
    error: { issues: [{ message: "must lead to the public internet" }] },
  });
});

test.each(["", "example.com", "8.8.8.8.8", "[::1]", "1"])("%j is no address", address => {
  expect(isPublicAddress(address)).toBe(false);
});
