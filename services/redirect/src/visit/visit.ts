import type { IncomingMessage } from "node:http";
import type { Purpose } from "@shunt/contracts/clicks";
import {
  type ExtraPath,
  hasContinued,
  type Prefix,
  readView,
  rootCode,
  toOtherCodes,
  toPath,
  toPrefixes,
  toTargetHost,
  toTicket,
  toVisitQuery,
  type View,
  type Viewed,
  type VisitFacts,
} from "@shunt/decision";
import { type ClientAddress, createClickId, toClientNetwork, toRequestId } from "@shunt/runtime";
import { memoize } from "@shunt/visitor/memoize";
import { readPurpose } from "@shunt/visitor/purpose";

export type VisitRequest = Pick<IncomingMessage, "headers" | "url" | "method"> & {
  socket: { remoteAddress?: string | undefined; destroyed: boolean };
};

const networkOf = memoize(toClientNetwork, 10_000);

/** A request for a short link. Values that most visits do not need are read from the headers on access. */
export class Visit implements VisitFacts {
  /** By `performance.now()`. */
  readonly startedAt = performance.now();
  /** The request target (RFC 9112, 3.2). */
  readonly target: string;
  /**
   * In its canonical form; `rootCode` for the root of the domain, undefined if the target is not a valid code. The answer
   * replaces it by the code of the link that was found.
   */
  code: string | undefined;
  extra: ExtraPath | null = null;
  readonly view: View;
  /**
   * Time of the answer in milliseconds since the epoch. Set after the look-up, so that no click is older than a link
   * created during the look-up.
   */
  at = 0;
  clicks: number | undefined;
  readonly #request: VisitRequest;
  readonly #viewed: Viewed;
  readonly #clientAddress: ClientAddress;
  #address: string | undefined;
  #clickId: string | undefined;

  constructor(request: VisitRequest, clientAddress: ClientAddress) {
    this.#request = request;
    this.#clientAddress = clientAddress;
    this.target = request.url ?? "";
    this.#viewed = readView(this.target);
    this.view = this.#viewed.view;
    this.code = this.#viewed.code;
  }

  /** Codes to look up if no link has `code`, such as the same without text that was pasted after it. */
  get otherCodes(): readonly string[] {
    return toOtherCodes(this.#viewed.target);
  }

  /** Codes to look up if no link has the whole path. */
  get prefixes(): readonly Prefix[] {
    if (this.view === "pixel" || this.code === rootCode) return [];
    return toPrefixes(toPath(this.#viewed.target));
  }

  get clickId(): string {
    this.#clickId ??= createClickId(this.at);
    return this.#clickId;
  }

  /** `Host`, or the authority of an absolute target, which takes precedence. */
  get host(): string | undefined {
    const { host } = this.#request.headers;
    return this.target.startsWith("/") ? host : (toTargetHost(this.target) ?? host);
  }

  get method(): string {
    return this.#request.method ?? "GET";
  }

  get path(): string {
    return toPath(this.target);
  }

  /** The query of the target, without its question mark and the ticket. With `hasContinued`, that of the visit before. */
  get query(): string {
    return toVisitQuery(this.#ownQuery);
  }

  get hasContinued(): boolean {
    return hasContinued(this.#ownQuery);
  }

  /** The ticket for a locked link, from the query or as `Authorization: Bearer`. */
  get ticket(): string | undefined {
    return toTicket(this.#ownQuery, this.#request.headers.authorization);
  }

  get #ownQuery(): string {
    const start = this.target.indexOf("?");
    return start < 0 ? "" : this.target.slice(start + 1);
  }

  get headers(): VisitRequest["headers"] {
    return this.#request.headers;
  }

  /** The client's IP address. Only trusted proxies may forward another one. */
  get address(): string {
    this.#address ??= addressOf(this.#request, this.#clientAddress);
    return this.#address;
  }

  get network(): string {
    return networkOf(this.address);
  }

  get userAgent(): string {
    return this.#request.headers["user-agent"] ?? "";
  }

  get referrer(): string {
    return this.#request.headers.referer ?? "";
  }

  /** `Accept-Language`. */
  get languages(): string {
    return this.#request.headers["accept-language"] ?? "";
  }

  /** Read again at each access, as the visitor may close the connection meanwhile. */
  get purpose(): Purpose {
    const { headers, method, view } = this;
    return readPurpose({ headers, method, isAborted: this.#request.socket.destroyed, isPixel: view === "pixel" });
  }
}

/** The request id that the client sent, if it is safe to echo; else a new one on each call. */
export function requestIdOf({ headers }: Pick<VisitRequest, "headers">): string {
  return toRequestId(toText(headers["x-request-id"]));
}

function addressOf({ socket, headers }: VisitRequest, clientAddress: ClientAddress): string {
  return clientAddress(socket.remoteAddress ?? "", toText(headers["x-forwarded-for"]), toText(headers.forwarded));
}

/** Node joins most duplicate headers itself; its types allow a list for any. */
function toText(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(", ") : header;
}
