import type { LinkSettings } from "@shunt/contracts/links";
import type { Db } from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { CheckResult } from "./check-destination.ts";
import type { HealthState, NextHealth } from "./next-health.ts";

/** Longer than a check takes: a worker that has not finished by then is dead. */
const leaseSeconds = 60;
/** Looked at per claim. */
const dueAtOnce = 200;

/** `link_health` has the checks of `target_url`, `destination_health` those of a link's other destinations. */
export const checkTables = ["link_health", "destination_health"] as const;
export type CheckTable = (typeof checkTables)[number];

export interface ClaimedCheck extends HealthState {
  table: CheckTable;
  linkId: string;
  workspaceId: string;
  /** The destination to check. */
  url: string;
  host: string;
  /** The settings of the link. */
  link: Pick<LinkSettings, "targetUrl" | "fallbackUrl" | "rules">;
  version: number;
  /** The primary code, and the host of its domain; null for the shared domain. */
  code: string;
  domainHost: string | null;
  /** Whether visitors get the destination now. */
  isReachable: boolean;
  since: Date;
  /** The lease, in its exact spelling: identifies the claim. */
  claim: string;
}

/**
 * Claims due checks, at most one for each host that is not being checked and had its pause. The others of a host are put off, the
 * longer the more they are late, so that a host with many links does not delay the others.
 */
export async function claimChecks(db: Db, table: CheckTable, limit: number): Promise<ClaimedCheck[]> {
  const checks = sql.table(table);
  const lease = sql`now() + make_interval(secs => ${sql.lit(leaseSeconds)})`;
  const { rows } = await sql<ClaimedCheck>`
    ${claimNames[table]}
    with due as materialized (
      select link_id, target_url, host, next_check_at from ${checks} where next_check_at <= now()
      order by next_check_at limit ${sql.lit(dueAtOnce)} for update skip locked
    ), ranked as materialized (
      select due.*, row_number() over (partition by host order by next_check_at) as rank,
        exists (select from link_check_hosts where link_check_hosts.host = due.host and free_at > now()) as is_busy
      from due
    ), postponed as (
      update ${checks} as checks
      set next_check_at = now() + rank * interval '1 second' + random() * (now() - ranked.next_check_at)
      from ranked where ${isSame(sql`ranked`)} and (rank > 1 or is_busy)
    ), wanted as materialized (
      select link_id, target_url, host from ranked where rank = 1 and not is_busy order by next_check_at limit ${limit}
    ), taken as (
      insert into link_check_hosts (host, free_at) select host, ${lease} from wanted order by host
      on conflict (host) do update set free_at = excluded.free_at where link_check_hosts.free_at <= now()
      returning host
    )
    update ${checks} as checks set next_check_at = ${lease}
    from wanted join taken on taken.host = wanted.host
    join links on links.id = wanted.link_id
    join workspaces on workspaces.id = links.workspace_id
    join link_codes on link_codes.link_id = links.id and is_primary
    join domains on domains.id = link_codes.domain_id
    where ${isSame(sql`wanted`)}
    returning ${sql.lit(table)} as table, checks.link_id as "linkId", links.workspace_id as "workspaceId",
      checks.target_url as url, checks.host, links.version, code, domains.host as "domainHost",
      json_build_object('targetUrl', links.target_url, 'fallbackUrl', links.fallback_url, 'rules', links.rules) as link,
      checks_links and is_active and blocked_at is null
        and (expires_at is null or expires_at > now() or checks.target_url = links.fallback_url) as "isReachable",
      status, failures, was_ok as "wasOk", since, next_check_at::text as claim`.execute(db);
  return rows;
}

/** The texts never vary. */
const claimNames: Record<CheckTable, RawBuilder<unknown>> = {
  link_health: sql`/* prepared claim-link-checks */`,
  destination_health: sql`/* prepared claim-destination-checks */`,
};

function isSame(row: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`checks.link_id = ${row}.link_id and checks.target_url = ${row}.target_url`;
}

/** Frees the host of a check after a pause. */
export async function releaseHost(db: Db, host: string, pauseMs: number): Promise<void> {
  await sql`
    update link_check_hosts set free_at = now() + make_interval(secs => ${pauseMs / 1_000}) where host = ${host}`.execute(
    db,
  );
}

/** Puts a claimed check off without a result. */
export async function postponeCheck(db: Db, check: ClaimedCheck, inMs: number): Promise<void> {
  await sql`
    update ${sql.table(check.table)} set next_check_at = now() + make_interval(secs => ${inMs / 1_000})
    where ${isClaimed(check)}`.execute(db);
}

/** Stores a result unless the claim was lost or the link may lead elsewhere by now. Returns whether it did, and when. */
export async function storeResult(
  tx: Db,
  check: ClaimedCheck,
  result: CheckResult,
  next: NextHealth,
  nextInMs: number,
): Promise<{ checkedAt: Date; since: Date } | undefined> {
  const { rows } = await sql<{ checkedAt: Date; since: Date }>`
    update ${sql.table(check.table)} set status = ${next.status}, failures = ${next.failures}, was_ok = ${next.wasOk},
      since = case when ${next.status === check.status} then since else now() end, checked_at = now(),
      http_status = ${result.httpStatus}, redirects_to = ${result.redirectsTo}, reason = ${result.reason},
      next_check_at = now() + make_interval(secs => ${nextInMs / 1_000})
    where ${isClaimed(check)} and exists (select from links where links.id = link_id and ${isUnchanged(check)})
    returning checked_at as "checkedAt", since`.execute(tx);
  return rows[0];
}

function isClaimed({ linkId, url, claim }: ClaimedCheck): RawBuilder<boolean> {
  return sql`link_id = ${linkId} and target_url = ${url} and next_check_at = ${claim}::timestamptz`;
}

/** Condition on `links`. After any change, another destination is checked again when the lease ends. */
function isUnchanged({ table, url, version }: ClaimedCheck): RawBuilder<boolean> {
  return table === "link_health" ? sql`links.target_url = ${url}` : sql`links.version = ${version}`;
}

/** Seconds since the oldest scheduled check became due, or 0. */
export async function readOldestDueCheck(db: Db): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select greatest(coalesce(extract(epoch from now() - least(
      (select min(next_check_at) from link_health), (select min(next_check_at) from destination_health)
    )), 0), 0)::float as seconds`.execute(db);
  return rows[0]?.seconds ?? 0;
}
