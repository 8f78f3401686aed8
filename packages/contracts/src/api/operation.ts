import type { z } from "zod";
import type { ProblemCode } from "../problem.ts";
import type { Scope } from "./accounts.ts";
import type { StreamName } from "./streams.ts";

/** Bytes of a body at most, unless the operation says otherwise. */
export const defaultBodyBytes = 256 * 1_024;
/** Bytes of a body with many rows: ten thousand rows with destinations of a thousand characters and more. */
export const bulkBodyBytes = 16 * 1_048_576;

/** One route of the management API: the server parses with these schemas, and `/openapi.json` is made from them. */
export interface Operation {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** With `:name` for parameters. */
  path: string;
  /** Another path at which the same is served. */
  alias?: string;
  tag: "auth" | "links" | "domains" | "analytics" | "qr" | "webhooks" | "social" | "admin" | "operations";
  summary: string;
  /** What the summary has no room for, in Markdown. */
  description?: string;
  /** `optional`: works without a token, but a token that is sent must be valid. `admin`: for administrators only. */
  auth: "none" | "optional" | "required" | "admin";
  /** The scope that an API key needs. Without it the operation accepts no API key, only a session. */
  scope?: Scope;
  /** Whether an API key that is limited to some domains is accepted. It reaches the links of those domains only. */
  domainScoped?: boolean;
  /** A live stream, which a ticket in `?ticket=` opens as well: `EventSource` cannot send headers. */
  stream?: StreamName;
  /**
   * What counts it beside the general limits; `none`: nothing counts it at all. `picture` counts instead of the general limits, as a
   * page shows many pictures at once; those that do not exist are fewer.
   */
  limit?:
    | "register"
    | "login"
    | "mail"
    | "create"
    | "bulk"
    | "preview"
    | "post"
    | "comment"
    | "friend-request"
    | "upload"
    | "picture"
    | "none";
  /** Whether `?dry_run=true` is a trial, which the limit `bulk-trial` counts in place of `limit`. */
  hasDryRun?: boolean;
  /** Whether the operation checks `If-Match` before it changes anything. */
  honoursIfMatch?: boolean;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Of the body; by default JSON. */
  bodyMediaTypes?: readonly string[];
  /** Bytes of the body at most, both as sent and after decompression; `defaultBodyBytes` if left out. */
  maxBodyBytes?: number;
  /**
   * No schema: an empty answer, or, with `mediaTypes`, one that is not JSON. `alsoAt`: another status with the same body. 200: nothing
   * had to be made, as it was there already; 503: the body tells of trouble, instead of a problem.
   */
  success: { status: 200 | 201 | 204; alsoAt?: 200 | 503; schema?: z.ZodType; mediaTypes?: readonly string[] };
  problems: readonly ProblemCode[];
}
