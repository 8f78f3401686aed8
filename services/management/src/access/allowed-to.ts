import type { ResourceKind, Verb } from "@shunt/contracts/roles";
import { type RawBuilder, sql } from "kysely";
import type { Actor } from "./actor.ts";
import { workspacesOf } from "./can.ts";
import { domainLimitOf } from "./domain-limit.ts";

/** The table of the SQL condition for each kind. */
export const tables = {
  link: "links",
  code: "links",
  analytics: "links",
  export: "links",
  domain: "domains",
  tag: "tags",
  folder: "folders",
  utmTemplate: "utm_templates",
  webhook: "webhooks",
  workspace: "workspaces",
} as const satisfies Record<ResourceKind, string>;

/** The SQL form of `can(actor, "read", …)`. */
export function visibleTo(actor: Actor, kind: ResourceKind): RawBuilder<boolean> {
  return allowedTo(actor, "read", kind);
}

/** The SQL form of `can(actor, "edit", …)`. */
export function editableBy(actor: Actor, kind: ResourceKind): RawBuilder<boolean> {
  return allowedTo(actor, "edit", kind);
}

/** The SQL form of `can`. A test compares the two for every role, verb, kind and domain limit. */
export function allowedTo(actor: Actor, verb: Verb, kind: ResourceKind): RawBuilder<boolean> {
  if (actor.kind === "operator" || actor.kind === "system") return sql<boolean>`true`;
  const isMember = isIn(kind, workspacesOf(actor, verb, kind));
  const limit = domainLimitOf(actor);
  return limit === undefined ? isMember : sql<boolean>`(${isMember} and ${isWithinDomains(limit, verb, kind)})`;
}

/** For a single id, `=` lets Postgres read an index in order. */
function isIn(kind: ResourceKind, workspaceIds: readonly string[]): RawBuilder<boolean> {
  const column = sql.ref(kind === "workspace" ? "workspaces.id" : `${tables[kind]}.workspace_id`);
  const [only] = workspaceIds;
  if (workspaceIds.length === 1) return sql<boolean>`${column} = ${only}::uuid`;
  return sql<boolean>`${column} = any(${workspaceIds}::uuid[])`;
}

function isWithinDomains(limit: readonly number[], verb: Verb, kind: ResourceKind): RawBuilder<boolean> {
  switch (kind) {
    case "link":
    case "analytics":
    case "export":
      return verb === "read" ? hasPrimaryCodeOn(limit) : hasNoCodeBeyond(limit);
    case "code":
      return hasPrimaryCodeOn(limit);
    case "domain":
      return sql<boolean>`domains.id = any(${limit}::int[])`;
    case "tag":
      return verb === "read"
        ? sql<boolean>`exists (
            select from link_tags join links on links.id = link_tags.link_id
            where link_tags.tag_id = tags.id and ${hasPrimaryCodeOn(limit)}
          )`
        : sql<boolean>`false`;
    case "utmTemplate":
      return verb === "read" ? sql<boolean>`true` : sql<boolean>`false`;
    case "folder":
    case "webhook":
    case "workspace":
      return sql<boolean>`false`;
  }
}

function hasPrimaryCodeOn(domainIds: readonly number[]): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from link_codes as own_code
    where own_code.link_id = links.id and own_code.is_primary and own_code.domain_id = any(${domainIds}::int[])
  )`;
}

function hasNoCodeBeyond(domainIds: readonly number[]): RawBuilder<boolean> {
  return sql<boolean>`not exists (
    select from link_codes as own_code
    where own_code.link_id = links.id and own_code.domain_id <> all(${domainIds}::int[])
  )`;
}
