import { Problem } from "@shunt/contracts/problem";
import { withoutNat64 } from "@shunt/contracts/values";
import type { Db } from "@shunt/db";
import { inBatches } from "@shunt/runtime";
import { sql } from "kysely";
import type { Config } from "../config.ts";

/** Hosts that no link may lead to: domains of short links, and what administrators have blocked. */
export interface RefusedHosts {
  domains: ReadonlySet<string>;
  blocked: ReadonlySet<string>;
}

/** Those of several names that are refused. */
export type FindRefused = (names: readonly string[]) => Promise<RefusedHosts>;

/** The same for domains and blocked hosts: neither what administrators block nor who has a domain here is shown. */
export const hostRefused = "Short links must not lead to this host";

/** Tells why a destination is not accepted: "target-refused". */
export type CheckTarget = (target: string) => Problem | undefined;

/**
 * Makes the judge of what only the database and the configuration can tell of these destinations. It refuses those that would
 * lead back to this shortener, in a circle: to its own origins, or to anybody's domain of short links; and those on a host that
 * administrators have blocked, or below it.
 *
 * @param targets URLs as `TargetUrl` parses them
 */
export async function createTargetCheck(
  findRefused: FindRefused,
  config: Pick<Config, "baseUrl" | "appUrl">,
  targets: readonly string[],
): Promise<CheckTarget> {
  const own = [config.baseUrl, config.appUrl].map(origin => new URL(origin));
  const { domains, blocked } = await findRefused(toBlockableNames(targets));
  return target => {
    const url = new URL(target);
    const name = toName(url);
    if (own.some(({ hostname, port }) => hostname === name && port === url.port))
      return new Problem("target-refused", "A short link must not lead to this shortener itself");
    const isRefused = domains.has(name) || toSuffixes(name).some(suffix => blocked.has(suffix));
    return isRefused ? new Problem("target-refused", hostRefused) : undefined;
  };
}

/** Without the dots that a name may end with, and that make no other name of it; an address without its NAT64 spelling. */
function toName({ hostname }: URL): string {
  let end = hostname.length;
  while (hostname[end - 1] === ".") end -= 1;
  return withoutNat64(hostname.slice(0, end));
}

/** The names of blocked hosts that would forbid one of the URLs. */
export function toBlockableNames(urls: readonly string[]): string[] {
  return [...new Set(urls.flatMap(url => toSuffixes(toName(new URL(url)))))];
}

/** The blocked hosts at or above which each URL leads: undefined where it leads to none. */
export async function findBlockedHosts(db: Db, urls: readonly string[]): Promise<Map<string, string | undefined>> {
  if (urls.length === 0) return new Map();
  const { blocked } = await findRefusedHosts(db, toBlockableNames(urls));
  return new Map(urls.map(url => [url, toBlockableNames([url]).find(name => blocked.has(name))]));
}

/** A name and all that it lies below: `a.b.example` lies below `b.example` and `example`. */
function toSuffixes(name: string): string[] {
  const labels = name.split(".");
  return labels.map((_label, i) => labels.slice(i).join("."));
}

/** Asks the database, which may be in the middle of a transaction. */
export async function findRefusedHosts(db: Db, names: readonly string[]): Promise<RefusedHosts> {
  const { rows } = await sql<{ host: string; isBlocked: boolean }>`
    /* prepared find-refused */
    select host, false as "isBlocked" from domains where host = any(${names}::text[])
    union all select host, true from blocked_hosts where host = any(${names}::text[])`.execute(db);
  const hostsOf = (isBlocked: boolean) => new Set(rows.filter(row => row.isBlocked === isBlocked).map(row => row.host));
  return { domains: hostsOf(false), blocked: hostsOf(true) };
}

/** Asks about the names of requests that come at the same time by one question. */
export function batchFindRefused(db: Db): FindRefused {
  return inBatches(async lists => {
    const refused = await findRefusedHosts(db, [...new Set(lists.flat())]);
    // A judge looks for its own names only.
    return lists.map(() => refused);
  });
}
