import fc from "fast-check";

const methods = fc.constantFrom("GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "TRACE", "QUERY", "get", "CONNECT");
const versions = fc.constantFrom("1.1", "1.1", "1.1", "1.0", "0.9", "2.0", "1.2");

const targets = fc.oneof(
  fc.constantFrom(
    "/abc",
    "/",
    "*",
    "//evil.example/abc",
    "/a%2Fb?x=%0d%0a",
    "/abc?q#f",
    "/abc?x=http://y",
    "abc",
    "?x",
  ),
  fc.constantFrom(
    "http://sho.rt/abc",
    "HTTP://Sho.rt:80/a?x",
    "http://a@sho.rt/abc",
    "https://[::1]/abc",
    "http:///abc",
  ),
  fc.constantFrom("/a\\b", "/abc?\\", "/../abc", "/%2e%2e/abc", "/%zz", '/a"<>`^|{}', "/\u00e4", "/a b", "/a\tb"),
  fc.constant(`/${"a".repeat(9_000)}`),
  fc
    .array(fc.constantFrom("/", ".", "..", "%2e", "%2F", "?", "#", "@", ":", "\\", "a", "[", "|", "%00", "http:"))
    .map(parts => `/${parts.join("")}`),
);

const hosts = fc.oneof(
  fc.constantFrom("sho.rt", "Sho.rt", "sho.rt.", "sho.rt:", "sho.rt:80", "sho.rt:8000", "sho.rt:99999", "sho.rt:08000"),
  fc.constantFrom(
    "a..b",
    ".a",
    "xn--a",
    "xn--bcher-kva.example",
    "\u00e4.example",
    "%73ho.rt",
    "a_b",
    "-a",
    "*",
    "a.1",
  ),
  fc.constantFrom("127.0.0.1", "127.1", "0x7f.1", "1.2.3.256", "[::1]", "[::1]:8000", "[::1", "256"),
  fc.constantFrom("a b", "a\tb", "sho.rt, evil", "sho.rt/x", "sho.rt?x", "sho.rt#x", "u@sho.rt", "sho.rt\\x", ""),
  fc.constantFrom("a".repeat(64), `${"a".repeat(63)}.`.repeat(4), "x".repeat(300)),
);

const fields = fc.array(
  fc.oneof(
    fc.constantFrom(
      "Connection: close",
      "Connection: keep-alive",
      "Expect: 100-continue",
      "Expect: magic",
      "TE: trailers",
    ),
    fc.constantFrom(
      "Host: other.example",
      "host: sho.rt",
      "User-Agent: x",
      "User-Agent: y",
      "X-Forwarded-For: 1.2.3.4",
    ),
    fc.constantFrom(
      "Content-Length: 0",
      "Content-Length: x",
      "Content-Length: -1",
      "Range: bytes=0-1",
      "If-None-Match: *",
    ),
    fc.constantFrom(": x", "A b: c", "X: \u0001", "X:", "X : y", " folded", "__proto__: x", "constructor: y"),
    fc.constant(`X: ${"x".repeat(20_000)}`),
  ),
  { maxLength: 3 },
);

const chunked = "5\r\nhello\r\n0\r\n\r\n";
const bodies = fc.constantFrom<[fields: string[], body: string]>(
  [[], ""],
  [["Content-Length: 5"], "hello"],
  [["Transfer-Encoding: chunked"], chunked],
  [["Content-Length: 5", "Transfer-Encoding: chunked"], chunked],
);

/** A request as bytes in Latin-1: of any form, also malformed, and complete. */
export const anyRequest = fc
  .tuple(methods, targets, versions, fc.option(hosts), fields, bodies)
  .map(([method, target, version, host, others, [own, body]]) => {
    const lines = [...(host === null ? [] : [`Host: ${host}`]), ...others, ...own];
    return `${method} ${target} HTTP/${version}\r\n${lines.map(line => `${line}\r\n`).join("")}\r\n${body}`;
  });
