import { Problem } from "@shunt/contracts/problem";
import { findRepeatedName } from "./find-repeated-name.ts";
import { assertJsonBounds, type JsonBounds } from "./json-bounds.ts";

/**
 * Parses JSON of bounded depth and size. An empty text becomes an empty object, because clients send it for "no fields".
 *
 * @throws Problem "malformed-json", also for an object that has a name twice, or "validation-failed" for JSON beyond the bounds
 */
export function parseJson(bytes: Buffer, bounds: JsonBounds): unknown {
  if (bytes.length === 0) return {};
  const { members } = assertJsonBounds(bytes, bounds);
  const text = decodeUtf8(bytes);
  const value = parse(text);
  const repeated = findRepeatedName(text, value, members);
  if (repeated !== undefined)
    throw new Problem("malformed-json", `An object has ${JSON.stringify(repeated)} twice. Send each name once`);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem("malformed-json", undefined, { cause });
  }
}

/** Removes a byte order mark. @throws Problem "malformed-json" for bytes that are not UTF-8 (RFC 8259, 8.1) */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Problem("malformed-json", "The body is not valid UTF-8. Send JSON in UTF-8", { cause });
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
