import { readPastedCode } from "@shunt/contracts/links";
import { toCode, toPath, toTargetHost } from "@shunt/decision";
import { createClientAddress, readAddress, toRequestId } from "@shunt/runtime";
import { findSlowText } from "@shunt/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readHost } from "../domains/read-host.ts";
import { aVisit } from "../testing/a-visit.ts";
import { toClick } from "../visit/to-click.ts";
import { encodeTarget } from "./encode-target.ts";

const clientAddress = createClientAddress("10.0.0.0/8");
const miss = { linkId: "", destination: "", missed: "", chosen: "" };
const aClick = (url: string, headers = {}) => toClick(aVisit({ url, headers }), miss);
const purposes = (text: string) => ({ "sec-purpose": text, "x-purpose": text, "x-moz": text, purpose: text });

/** Parsers of visitors' input, with words that they search for. */
test.each<[string, (text: string) => unknown, string[]]>([
  ["toCode, a path", text => toCode(`/${text}`), ["abc", "%2", "%E2%80%9D", "%25"]],
  ["toCode, a target", toCode, ["http://", "@", "/abc"]],
  ["readPastedCode", readPastedCode, ["abc", "%25"]],
  ["toTargetHost", toTargetHost, ["http://", "@"]],
  ["toPath", toPath, ["/robots.txt"]],
  ["readHost", readHost, ["a.", ":80", "[::"]],
  ["encodeTarget", text => encodeTarget(Buffer.from(`GET /${text} HTTP/1.1\r\n`), 5), [" HTTP/1.1", "\r\n\r\n"]],
  ["readAddress", readAddress, ["[::1", "1.2.3.4", ":80", "%"]],
  ["X-Forwarded-For", text => clientAddress("10.0.0.1", text), ["10.0.0.2,", ", ", "[::1]"]],
  ["Forwarded", text => clientAddress("10.0.0.1", undefined, text), ["for=10.0.0.2,", "for=", ";", '="']],
  ["toRequestId", toRequestId, ["abc"]],
  ["toClick, a query", text => aClick(`/abc?${text}`), ["utm_", "&", "=", "%25"]],
  ["toClick, headers", text => aClick("/abc", { "user-agent": text, referer: text, "accept-language": text }), []],
  ["toClick, purposes", text => aClick("/abc", purposes(text)), ["prefetch", ";"]],
])("%s takes linear time on hostile text", (_what, run, words) => {
  expect(findSlowText(run, { words, beginnings: words })).toBeUndefined();
});

const byte = fc.integer({ min: 0, max: 255 }).map(code => String.fromCharCode(code));
const pieces = fc.constantFrom(
  "GET ",
  "get ",
  "HEAD ",
  "http://",
  "HTTPS://",
  "/",
  " HTTP/1.1",
  " http/1.1",
  "\r\n",
  "\r\n\r\n",
);
const packet = fc.array(fc.oneof(byte, pieces), { maxLength: 12 }).map(parts => Buffer.from(parts.join(""), "latin1"));

test("encodeTarget returns only requests that need no further encoding", () => {
  fc.assert(
    fc.property(packet, fc.nat(40), (bytes, refusedAt) => {
      const encoded = encodeTarget(bytes, refusedAt);
      if (!encoded) return;

      const [line = ""] = encoded.toString("latin1").split("\r\n", 1);
      expect(line).toMatch(/^(?:GET|HEAD) [!-~]+ HTTP\/1\.[01]$/);
      expect(bytes.includes(line, "latin1")).toBe(false);
      for (let at = 0; at < encoded.length; at++)
        expect(encodeTarget(encoded.subarray(0, line.length + 2), at)).toBeUndefined();
    }),
  );
});

test.each([
  ["printable ASCII", "GET http://h|/ HTTP/1.1\r\n", 12],
  ["the version", "GET /ü http/1.1\r\n", 7],
  ["a byte of the method", "GET /ü HTTP/1.1\r\n", 1],
  ["a byte of a version", "GET /ü HTTP/1.1\r\n", 8],
  ["a byte after the line", "GET /ü HTTP/1.1\r\nü: x\r\n", 17],
])("encodeTarget returns undefined for %s", (_case, text, refusedAt) => {
  expect(encodeTarget(Buffer.from(text, "latin1"), refusedAt)).toBeUndefined();
});
