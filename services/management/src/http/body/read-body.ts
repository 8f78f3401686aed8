import type { Transform } from "node:stream";
import { MIMEType } from "node:util";
import { maxBulkRows } from "@shunt/contracts/links";
import { defaultBodyBytes, type Operation } from "@shunt/contracts/operations";
import { Problem } from "@shunt/contracts/problem";
import type { Lane } from "@shunt/runtime";
import type { Request, Response } from "express";
import { onceClosed } from "../once-closed.ts";
import { ByteCollector } from "./byte-collector.ts";
import { contentEncodings, findDecoder } from "./create-decoder.ts";
import type { JsonBounds } from "./json-bounds.ts";
import { parseJson } from "./parse-json.ts";
import { bodyTooLarge, type Pace, type ReadBounds, readChunks, usualPace } from "./read-chunks.ts";
import { readForm } from "./read-form.ts";
import { RowReader } from "./row-reader.ts";

const json = "application/json";
const ndjson = "application/x-ndjson";
/** Charsets of JSON: UTF-8 (RFC 8259, 8.1) and its subset ASCII. */
const jsonCharsets = ["utf-8", "utf8", "us-ascii"];

const depth = 32;
/** The rules of a link may have 4,000 values. */
const valuesOfOne = 8_000;
/** A link with all fields and tags has about 60 values, and most have no rules. */
const rowValues = 4_200;
const valuesOfRows = 60 * maxBulkRows;
const boundsOfOne: JsonBounds = { depth, values: valuesOfOne };
const boundsOfRows: JsonBounds = { depth, values: valuesOfRows, rows: { count: maxBulkRows, values: rowValues } };

export interface BodyClient {
  /** The caller whose share of the lane for large bodies it uses. */
  subject: string;
  signal: () => AbortSignal;
}

export interface BodyReader {
  /**
   * Reads and parses the body of an operation. The client must be authenticated before. JSON and NDJSON become values, other media types
   * stay bytes. Returns undefined without a body, or for a media type that the operation does not accept.
   *
   * @throws Problem "body-too-large", "unsupported-media-type", "request-timeout", "malformed-request", "malformed-json", or
   * "validation-failed" for JSON beyond the bounds; LaneFull if too many large bodies are being read
   */
  read(req: Request, res: Response, operation: Operation, client: BodyClient): Promise<unknown>;
  readForm(req: Request, res: Response): Promise<Record<string, string>>;
}

export function createBodyReader(largeBodies: Lane, pace: Pace = usualPace): BodyReader {
  return {
    async read(req, res, operation, client) {
      const type = operation.body && hasBody(req) ? findMediaType(req, operation) : undefined;
      if (type === undefined) return undefined;
      if (type === json || type === ndjson) assertUtf8Charset(req);
      const createDecoder = chooseDecoder(req, res);
      if (mayBeLarge(req, operation, createDecoder !== undefined)) await takePlace(largeBodies, res, client);
      if (req.headers.expect !== undefined) res.writeContinue();
      const bounds = { maxBytes: maxBytesOf(operation), pace };
      return type === ndjson
        ? readRows(req, bounds, createDecoder?.())
        : readWhole(req, bounds, createDecoder?.(), type, operation);
    },
    readForm: (req, res) => readForm(req, res, pace),
  };
}

/** Checks the `Content-Length` header. @throws Problem "body-too-large" */
export function assertDeclaredLength(req: Request, operation: Operation): void {
  const maxBytes = maxBytesOf(operation);
  if (Number(req.headers["content-length"] ?? 0) > maxBytes) throw bodyTooLarge(maxBytes);
}

export function mediaTypesOf({ bodyMediaTypes = [json] }: Operation): readonly string[] {
  return bodyMediaTypes;
}

function maxBytesOf({ maxBodyBytes = defaultBodyBytes }: Operation): number {
  return maxBodyBytes;
}

function hasBody({ headers }: Request): boolean {
  return headers["transfer-encoding"] !== undefined || headers["content-length"] !== undefined;
}

function findMediaType(req: Request, operation: Operation): string | undefined {
  const accepted = mediaTypesOf(operation);
  if (req.headers["content-type"] === json) return accepted.find(type => type === json);
  return accepted.find(type => req.is(type));
}

function assertUtf8Charset({ headers }: Request): void {
  const contentType = headers["content-type"] ?? json;
  if (contentType === json) return;
  const charset = new MIMEType(contentType).params.get("charset")?.toLowerCase();
  if (charset === undefined || jsonCharsets.includes(charset)) return;
  throw new Problem("unsupported-media-type", "JSON must be UTF-8. Send it in UTF-8, without another charset");
}

function chooseDecoder(req: Request, res: Response): (() => Transform) | undefined {
  try {
    return findDecoder(req.headers["content-encoding"]);
  } catch (err) {
    res.setHeader("Accept-Encoding", contentEncodings);
    throw err;
  }
}

/** Size after decompression. Operations with the default limit never count as large, and only those work without an account. */
function mayBeLarge(req: Request, operation: Operation, isCompressed: boolean): boolean {
  if (maxBytesOf(operation) <= defaultBodyBytes) return false;
  const declared = Number(req.headers["content-length"] ?? Number.POSITIVE_INFINITY);
  return isCompressed || declared > defaultBodyBytes;
}

/** Holds the place until the response has been sent, because the handler uses the body. */
async function takePlace(largeBodies: Lane, res: Response, { subject, signal }: BodyClient): Promise<void> {
  onceClosed(res, await largeBodies.enter(subject, signal()));
}

async function readRows(req: Request, bounds: ReadBounds, decoder: Transform | undefined): Promise<unknown[]> {
  const rows = new RowReader({ rows: maxBulkRows, depth, rowValues, values: valuesOfRows });
  await readChunks(req, bounds, decoder, chunk => rows.add(chunk));
  return rows.end();
}

async function readWhole(
  req: Request,
  bounds: ReadBounds,
  decoder: Transform | undefined,
  type: string,
  operation: Operation,
): Promise<unknown> {
  const collector = new ByteCollector();
  await readChunks(req, bounds, decoder, chunk => collector.add(chunk));
  const bytes = collector.join();
  if (type !== json) return bytes;
  return parseJson(bytes, mediaTypesOf(operation).includes(ndjson) ? boundsOfRows : boundsOfOne);
}
