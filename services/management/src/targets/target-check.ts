import { Problem } from "@shunt/contracts/problem";
import { isWebUrl, toBlockableName, toSuffixes } from "@shunt/contracts/values";
import type { Db } from "@shunt/db";
import { inBatches } from "@shunt/runtime";
import { sql } from "kysely";
import type { Config } from "../config.ts";

export interface RefusedHosts {
  domains: ReadonlySet<string>;
  blocked: ReadonlySet<string>;
}

/** Returns those that are refused. */
export type FindRefused = (names: readonly string[]) => Promise<RefusedHosts>;

/** One message for both, so that it reveals neither blocked hosts nor other users' domains. */
export const hostRefused = "Short links must not lead to this host";

/**
 * Returns Problem "target-refused" for a destination that is not allowed.
 *
 * @param pointer to the field of the request that has the destination, if one has
 * @param use a picture makes no redirect loop, and may be one of this service
 */
export type CheckTarget = (target: string, pointer?: string, use?: "destination" | "picture") => Problem | undefined;

/**
 * Checks destinations against the database and the configuration. Refuses redirect loops, which are destinations on
 * this service's own origins or on any domain of short links, and blocked hosts with their subdomains.
 *
 * @param targets URLs as `DestinationUrl` parses them. Those of other programs lead to no host.
 */
export async function createTargetCheck(
  findRefused: FindRefused,
  config: Pick<Config, "baseUrl" | "appUrl">,
  targets: readonly string[],
): Promise<CheckTarget> {
  const own = [config.baseUrl, config.appUrl].map(origin => new URL(origin));
  const { domains, blocked } = await findRefused(toBlockableNames(targets));
  return (target, pointer, use = "destination") => {
    if (!isWebUrl(target)) return undefined;
    const url = new URL(target);
    const name = toBlockableName(url);
    const isBlocked = toSuffixes(name).some(suffix => blocked.has(suffix));
    if (use === "picture")
      return isBlocked
        ? refuse("Short links must not show this picture", "must not be on this host", pointer)
        : undefined;
    if (own.some(({ hostname, port }) => hostname === name && port === url.port))
      return refuse(
        "A short link must not lead to this service itself",
        "must not lead to this service itself",
        pointer,
      );
    return isBlocked || domains.has(name) ? refuse(hostRefused, "must not lead to this host", pointer) : undefined;
  };
}

function refuse(message: string, detail: string, pointer: string | undefined): Problem {
  return new Problem("target-refused", message, pointer === undefined ? {} : { errors: [{ pointer, detail }] });
}

/** The names that, if blocked, forbid one of the URLs. */
export function toBlockableNames(urls: readonly string[]): string[] {
  return [...new Set(urls.filter(isWebUrl).flatMap(url => toSuffixes(toBlockableName(new URL(url)))))];
}

/** Returns the blocked host or parent domain of each URL, if any. */
export async function findBlockedHosts(db: Db, urls: readonly string[]): Promise<Map<string, string | undefined>> {
  if (urls.length === 0) return new Map();
  const { blocked } = await findRefusedHosts(db, toBlockableNames(urls));
  return new Map(urls.map(url => [url, toBlockableNames([url]).find(name => blocked.has(name))]));
}

/** @param db may be a transaction */
export async function findRefusedHosts(db: Db, names: readonly string[]): Promise<RefusedHosts> {
  const { rows } = await sql<{ host: string; isBlocked: boolean }>`
    /* prepared find-refused */
    select host, false as "isBlocked" from domains where host = any(${names}::text[])
    union all select host, true from blocked_hosts where host = any(${names}::text[])`.execute(db);
  const hostsOf = (isBlocked: boolean) => new Set(rows.filter(row => row.isBlocked === isBlocked).map(row => row.host));
  return { domains: hostsOf(false), blocked: hostsOf(true) };
}

/** Combines concurrent calls into one query. */
export function batchFindRefused(db: Db): FindRefused {
  return inBatches(async lists => {
    const refused = await findRefusedHosts(db, [...new Set(lists.flat())]);
    // Each caller looks up only its own names in the combined result.
    return lists.map(() => refused);
  });
}
