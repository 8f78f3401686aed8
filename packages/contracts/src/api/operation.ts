import type { z } from "zod";
import type { ProblemCode } from "../problem.ts";
import type { Scope } from "./accounts.ts";
import type { StreamName } from "./streams.ts";

/** Default maximum of a body in bytes. */
export const defaultBodyBytes = 256 * 1_024;
/** Maximum of a body with many rows in bytes: 10,000 rows with destinations of over 1,000 characters. */
export const bulkBodyBytes = 16 * 1_048_576;

/** A route of the management API. The server parses with these schemas, and `/openapi.json` derives from them. */
export interface Operation {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** Path with `:name` for parameters. */
  path: string;
  alias?: string;
  tag: "auth" | "links" | "domains" | "analytics" | "qr" | "webhooks" | "social" | "admin" | "operations";
  /** Imperative, without a full stop: "Create a link". */
  summary: string;
  /** Sentences in Markdown, for facts that the summary lacks. */
  description?: string;
  /** `optional`: works without a token, but a given token must be valid. `admin`: for administrators only. */
  auth: "none" | "optional" | "required" | "admin";
  /** The scope that an API key needs. Without a scope, the operation accepts only sessions. */
  scope?: Scope;
  /** Whether API keys with limited domains are accepted. They reach the links of their domains only. */
  domainScoped?: boolean;
  /** A live stream. A ticket in `?ticket=` opens it too, because `EventSource` cannot send headers. */
  stream?: StreamName;
  /**
   * Rate limit in addition to the general limits. `none`: no limit at all. `picture` and `shared-view` replace the general limits, because a
   * page shows many at once.
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
    | "report"
    | "picture"
    | "shared-view"
    | "none";
  /** Whether `?dry_run=true` counts against `bulk-trial` in place of `limit`. */
  hasDryRun?: boolean;
  honoursIfMatch?: boolean;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Accepted media types of the body, JSON by default. */
  bodyMediaTypes?: readonly string[];
  /** Maximum of the body in bytes, as sent and after decompression. Defaults to `defaultBodyBytes`. */
  maxBodyBytes?: number;
  /**
   * Without a schema the response is empty or, with `mediaTypes`, a file, whose JSON fits `jsonSchema`. `alsoAt` is another status with
   * the same body: 200 if the resource already existed, 503 if the body itself reports a failure.
   */
  success: {
    status: 200 | 201 | 204;
    alsoAt?: 200 | 503;
    schema?: z.ZodType;
    mediaTypes?: readonly string[];
    jsonSchema?: z.ZodType;
  };
  problems: readonly ProblemCode[];
}
