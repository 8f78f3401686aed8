import type { LinkAddress } from "@shunt/cache";
import { type LinkSettings, storedSettings } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import {
  type Db,
  isHostBlockedError,
  isWorkspaceGone,
  refuseBlockedHosts,
  selectBlockedAddress,
  selectKeptUntil,
} from "@shunt/db";
import { type RawBuilder, sql } from "kysely";
import type { CodeDomain } from "../../domains/index.ts";
import { hostRefused, toBlockableNames } from "../../targets/index.ts";
import { toTargets } from "../link-check.ts";
import type { LinkRecord } from "../link-record.ts";
import type { LinkLock } from "../lock/link-lock.ts";
import { toSearchText } from "../search/search-text.ts";
import type { LinkOrigin } from "./draft.ts";

export interface NewLink extends LinkSettings {
  id: string;
  workspaceId: string;
  /** Undefined without an account. */
  ownerId: string | undefined;
  domain: CodeDomain;
  code: string;
  isCustom: boolean;
  /** All chosen by the caller. */
  otherCodes: readonly LinkAddress[];
  /** Of a link with a password. */
  lock?: LinkLock | undefined;
  /** Of an imported link. */
  origin?: LinkOrigin | undefined;
}

export interface InsertedLink {
  link: LinkRecord;
  outboxId: number;
  /** Whether a webhook subscribes to `link.created`. */
  hasWebhook: boolean;
}

interface InsertedRow {
  id: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  importedAt: Date | null;
  outboxId: number;
  hasWebhook: boolean;
  /** Number of codes that the link got. */
  codes: number;
}

/**
 * Inserts links with all their codes and the outbox rows of the primary ones in one statement, and returns the links
 * whose codes were free. The unique index decides which are; an address blocked by moderation, or kept for the workspace that
 * freed it, counts as taken.
 *
 * @param options.skipsWebhooks leaves out links of workspaces with a webhook for `link.created`
 * @throws Problem "domain-not-found", "target-refused", "workspace-not-found" or "invalid-token" if a domain was deleted, a host blocked, or
 * the workspace or the account deleted meanwhile, or "alias-taken" if only some codes of a link were free; the transaction must be
 * rolled back then
 */
export async function insertLinks(
  db: Db,
  links: readonly NewLink[],
  { skipsWebhooks = false } = {},
): Promise<InsertedLink[]> {
  const column = <T>(of: (link: NewLink) => T) => links.map(of);
  const addresses = links.flatMap(toAddresses);
  const addressColumn = <T>(of: (address: Address) => T) => addresses.map(of);
  const { rows } = await sql<InsertedRow>`
    /* prepared insert-links */
    with given as materialized (
      select * from unnest(
        ${column(link => link.id)}::uuid[], ${column(link => link.workspaceId)}::uuid[],
        ${column(link => link.ownerId ?? null)}::uuid[],
        ${settingArrays(links)}, ${column(toSearchText)}::text[], ${column(link => link.origin !== undefined)}::bool[],
        ${column(link => link.origin?.createdAt ?? null)}::timestamptz[],
        ${column(link => link.origin?.formerClicks ?? null)}::bigint[]
      ) as given (
        id, workspace_id, owner_id, ${settingColumnNames}, search_text, is_imported, created_at, former_clicks
      )
    ), addresses as materialized (
      select * from unnest(
        ${addressColumn(({ linkId }) => linkId)}::uuid[], ${addressColumn(({ domainId }) => domainId)}::int[],
        ${addressColumn(({ code }) => code)}::text[], ${addressColumn(({ isPrimary }) => isPrimary)}::bool[],
        ${addressColumn(({ isCustom }) => isCustom)}::bool[]
      ) as given (link_id, domain_id, code, is_primary, is_custom)
    ), host_check as materialized (
      select ${refuseBlockedHosts(toBlockableNames(links.flatMap(toTargets)))} as is_free
    ), subscribed as materialized (
      select workspace_id from webhooks
      where workspace_id in (select workspace_id from given) and is_active and 'link.created' = any(events)
    ), claimed as (
      insert into link_codes (domain_id, code, link_id, is_primary, is_custom)
      select addresses.domain_id, addresses.code, addresses.link_id, is_primary, is_custom
      from addresses join given on given.id = addresses.link_id join host_check on is_free
      where ${selectBlockedAddress(sql`addresses.domain_id`, sql`addresses.code`)} is null
        and ${selectKeptUntil(sql`addresses.domain_id`, sql`addresses.code`, sql`given.workspace_id`)} is null
        and not (${skipsWebhooks} and workspace_id in (select workspace_id from subscribed))
      -- So that two statements cannot deadlock.
      order by addresses.code, addresses.domain_id
      on conflict (code, domain_id) do nothing
      returning link_id, domain_id, code, is_primary
    ), made as (
      insert into links (
        id, workspace_id, owner_id, ${settingColumnNames}, created_at, imported_at, former_clicks
      )
      -- The clock of another product may be ahead.
      select given.id, workspace_id, owner_id, ${settingColumnNames}, least(created_at, now()),
        case when is_imported then now() end, former_clicks
      from given join claimed on claimed.link_id = given.id and claimed.is_primary
      returning id, workspace_id, version, created_at, updated_at, imported_at
    ), searchable as (
      insert into link_search (link_id, owner_id, version, search_text)
      select given.id, owner_id, version, search_text from given join made on made.id = given.id where search_text is not null
    ), queued as (
      insert into cache_outbox (domain_id, code, version)
      select domain_id, code, version from made join claimed on claimed.link_id = made.id and claimed.is_primary
      returning id, domain_id, code
    )
    select made.id, made.version, made.created_at as "createdAt", made.updated_at as "updatedAt",
      made.imported_at as "importedAt",
      queued.id as "outboxId", made.workspace_id in (select workspace_id from subscribed) as "hasWebhook", codes
    from made join claimed on claimed.link_id = made.id and claimed.is_primary
    join (select link_id, count(*) as codes from claimed group by link_id) as counted on counted.link_id = made.id
    join queued on queued.code = claimed.code and queued.domain_id = claimed.domain_id`
    .execute(db)
    .catch(rethrowConflict);
  const byId = new Map(links.map(link => [link.id, link]));
  if (rows.some(({ id, codes }) => codes <= (byId.get(id) as NewLink).otherCodes.length))
    throw new Problem("alias-taken");
  return rows.map(row => ({
    link: toRecord(byId.get(row.id) as NewLink, row),
    outboxId: row.outboxId,
    hasWebhook: row.hasWebhook,
  }));
}

interface Address extends LinkAddress {
  linkId: string;
  isPrimary: boolean;
  isCustom: boolean;
}

function toAddresses({ id: linkId, domain, code, isCustom, otherCodes }: NewLink): Address[] {
  const others = otherCodes.map(other => ({ ...other, linkId, isPrimary: false, isCustom: true }));
  return [{ linkId, domainId: domain.id, code, isPrimary: true, isCustom }, ...others];
}

const settingColumnNames = sql.raw(storedSettings.map(({ column }) => column).join(", "));

/**
 * The text between the parameters of `$1::text[], $2::boolean[], …`. One template compiles faster than a fragment per
 * parameter.
 */
const casts = [
  "",
  ...storedSettings.map(({ columnType }, i) => `::${columnType}[]${storedSettings[i + 1] ? ", " : ""}`),
];
const arraysTemplate = Object.assign(casts, { raw: casts });

function settingArrays(links: readonly NewLink[]): RawBuilder<unknown> {
  return sql(arraysTemplate, ...storedSettings.map(({ name }) => links.map(link => link[name])));
}

function rethrowConflict(err: { constraint?: unknown }): never {
  if (isHostBlockedError(err)) throw new Problem("target-refused", hostRefused, { cause: err });
  if (isWorkspaceGone(err)) throw new Problem("workspace-not-found", undefined, { cause: err });
  if (err.constraint === "links_owner_id_fkey") throw new Problem("invalid-token", undefined, { cause: err });
  // A further code of a link whose primary code was taken.
  if (err.constraint === "link_codes_link_id_fkey") throw new Problem("alias-taken", undefined, { cause: err });
  if (err.constraint !== "link_codes_domain_id_fkey") throw err;
  throw new Problem("domain-not-found", undefined, { cause: err });
}

function toRecord(
  { domain, ownerId, lock: _, origin, ...link }: NewLink,
  { version, createdAt, updatedAt, importedAt }: InsertedRow,
): LinkRecord {
  return {
    ...link,
    ownerId: ownerId ?? null,
    domainId: domain.id,
    domainHost: domain.host,
    otherCodes: [],
    isBlocked: false,
    blockedReason: null,
    isUnsafe: false,
    unsafeReason: null,
    version,
    tags: [],
    clickCount: 0,
    lastClickedAt: null,
    clicksUsed: null,
    health: null,
    hasBrokenDestination: false,
    createdAt,
    importedAt,
    formerClicks: origin?.formerClicks ?? null,
    updatedAt,
  };
}
