import type { IncomingHttpHeaders } from "node:http";
import type { Purpose } from "@shunt/contracts/clicks";

/** Takes the place of a code for the root of a domain. */
export const rootCode = "";

/** The requested view of a link: the link itself, `code+` or `code/pixel.gif`. */
export type View = "link" | "preview" | "pixel";

/** Segments that a path has behind the code of a link. */
export interface ExtraPath {
  /** As sent, without the slash at the start; `toExtraPath` has checked it. */
  path: string;
  /** Whether the code is a wildcard such as `docs/*`, which the segments match. */
  isWildcard: boolean;
}

/** The facts of a visit that a decision may read. Each read costs time, so read only those that a link's rules ask for. */
export interface VisitFacts {
  /** Path of the request target, without the query. */
  readonly path: string;
  /** `rootCode` for the root of the domain, undefined if the path is not a valid code. */
  readonly code: string | undefined;
  readonly view: View;
  /** Path segments behind the code; null for a path without them. */
  readonly extra: ExtraPath | null;
  /** Query of the request target, without its question mark and the ticket. */
  readonly query: string;
  /** The ticket that the visitor got for the password of a locked link. */
  readonly ticket: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** IP address of the visitor. */
  readonly address: string;
  /** The address, or the /64 of an IPv6 address: one client. */
  readonly network: string;
  readonly userAgent: string;
  readonly referrer: string;
  /** `Accept-Language`. */
  readonly languages: string;
  readonly purpose: Purpose;
  /** UUID of the visit, the same at each read. */
  readonly clickId: string;
  /** Whether the visitor pressed the button to continue on a page of ours. */
  readonly hasContinued: boolean;
  /** Human clicks of the link so far; undefined if they are not known. */
  readonly clicks: number | undefined;
}
