import { Problem } from "@shunt/contracts";
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

/** Tells why a destination is not accepted: "target-refused". */
export type JudgeTarget = (target: string) => Problem | undefined;

/**
 * Makes the judge of what only the database and the configuration can tell of these destinations. It refuses those that would
 * lead back to this shortener, in a circle: to its own origins, or to anybody's domain of short links; and those on a host that
 * administrators have blocked, or below it.
 *
 * @param targets URLs as `TargetUrl` parses them
 */
export async function createTargetJudge(
  findRefused: FindRefused,
  config: Pick<Config, "BASE_URL" | "APP_URL">,
  targets: readonly string[],
): Promise<JudgeTarget> {
  const own = [config.BASE_URL, config.APP_URL].map(origin => new URL(origin));
  const names = new Set(targets.map(target => toName(new URL(target))));
  const { domains, blocked } = await findRefused([...new Set([...names].flatMap(toSuffixes))]);
  return target => {
    const url = new URL(target);
    const name = toName(url);
    if (own.some(({ hostname, port }) => hostname === name && port === url.port))
      return new Problem("target-refused", "A short link must not lead to this shortener itself");
    const isRefused = domains.has(name) || toSuffixes(name).some(suffix => blocked.has(suffix));
    // The same for both: neither what administrators block nor who has a domain here is shown.
    return isRefused ? new Problem("target-refused", "Short links must not lead to this host") : undefined;
  };
}

/** Without the dots that a name may end with, and that make no other name of it. */
function toName({ hostname }: URL): string {
  let end = hostname.length;
  while (hostname[end - 1] === ".") end -= 1;
  return hostname.slice(0, end);
}

/** The blocked hosts at or above which each URL leads: undefined where it leads to none. */
export async function findBlockedHosts(db: Db, urls: readonly string[]): Promise<Map<string, string | undefined>> {
  const names = new Map(urls.map(url => [url, toName(new URL(url))]));
  const { blocked } = await findRefusedHosts(db, [...new Set([...names.values()].flatMap(toSuffixes))]);
  return new Map([...names].map(([url, name]) => [url, toSuffixes(name).find(suffix => blocked.has(suffix))]));
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
export function joinRefused(db: Db): FindRefused {
  return inBatches(async lists => {
    const refused = await findRefusedHosts(db, [...new Set(lists.flat())]);
    // A judge looks for its own names only.
    return lists.map(() => refused);
  });
}
