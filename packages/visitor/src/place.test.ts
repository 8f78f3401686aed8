import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { createPlaceLookup, defaultFile, type Place, unknownPlace } from "./place.ts";

let placeOf: (ip: string) => Place;
beforeAll(async () => {
  placeOf = await createPlaceLookup(undefined, () => {});
});

test.each([
  ["this network (RFC 791)", "0.1.2.3"],
  ["private (RFC 1918)", "10.0.0.1"],
  ["private (RFC 1918)", "172.16.0.1"],
  ["private (RFC 1918)", "192.168.1.5"],
  ["shared by customers (RFC 6598)", "100.64.0.1"],
  ["loopback", "127.0.0.1"],
  ["link-local", "169.254.10.10"],
  ["protocol assignments (RFC 6890)", "192.0.0.8"],
  ["documentation (RFC 5737)", "192.0.2.1"],
  ["documentation (RFC 5737)", "198.51.100.1"],
  ["documentation (RFC 5737)", "203.0.113.77"],
  ["benchmarks (RFC 2544)", "198.18.0.1"],
  ["multicast", "224.0.0.1"],
  ["reserved", "240.0.0.1"],
  ["broadcast", "255.255.255.255"],
  ["unspecified", "::"],
  ["loopback", "::1"],
  ["link-local", "fe80::1"],
  ["link-local with its zone", "fe80::1%eth0"],
  ["unique local (RFC 4193)", "fd00::1"],
  ["documentation (RFC 3849)", "2001:db8::1"],
  ["documentation (RFC 9637)", "3fff::1"],
  ["multicast", "ff02::1"],
  ["discard (RFC 6666)", "100::1"],
  ["mapped and private", "::ffff:192.168.1.5"],
  ["mapped and private, in hexadecimal", "::ffff:c0a8:105"],
  ["no address", "rubbish"],
  ["no address of the usual form", "3232235781"],
  ["nothing", ""],
])("an address has no country if it is %s: %s", (_range, ip) => {
  expect(placeOf(ip)).toEqual(unknownPlace);
});

test.each(["8.8.8.8", "::ffff:8.8.8.8", "::ffff:808:808", "2001:4860:4860::8888"])("%s is in the US", ip => {
  expect(placeOf(ip).country).toBe("US");
});

/** A database that opens but cannot be read: the search tree of the npm database without its data section. */
async function aBrokenDatabase(): Promise<string> {
  const whole = await readFile(defaultFile());
  const dir = await mkdtemp(join(tmpdir(), "shunt-mmdb-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  const file = join(dir, "broken.mmdb");
  const metadataAt = whole.lastIndexOf(Buffer.from("abcdef4d61784d696e642e636f6d", "hex"));
  await writeFile(
    file,
    Buffer.concat([whole.subarray(0, metadataAt).fill(0xff, metadataAt >> 1), whole.subarray(metadataAt)]),
  );
  return file;
}

test.each([
  ["missing", async () => "/nowhere.mmdb"],
  ["not a database", async () => import.meta.filename],
  ["broken inside", aBrokenDatabase],
])("createPlaceLookup reports a database once if it is %s, and finds no places", async (_name, toFile) => {
  const onError = vi.fn();

  const placeOf = await createPlaceLookup(await toFile(), onError);

  expect(["223.255.254.1", "8.8.8.8"].map(placeOf)).toEqual([unknownPlace, unknownPlace]);
  expect(onError).toHaveBeenCalledTimes(1);
});
