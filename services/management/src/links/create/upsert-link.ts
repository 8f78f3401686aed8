import type { CreateLink, UpsertLink } from "@shunt/contracts/links";
import { fieldProblem, Problem } from "@shunt/contracts/problem";
import type { Caller } from "../../access/index.ts";
import { assertMatch } from "../../http/index.ts";
import { updateLink } from "../change/update-link.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";
import { createLink } from "./create-links.ts";
import type { CreatedLink } from "./created-link.ts";
import { getLinkByExternalId } from "./external-id.ts";

interface UpsertOptions {
  /** The If-Match header, which no missing link matches (RFC 9110, 13.1.1). */
  ifMatch?: string | undefined;
  /** For the If-None-Match header `*`, which an existing link fails (RFC 9110, 13.1.2). */
  isNewOnly?: boolean;
  signal?: AbortSignal;
}

/** A retry is needed when another client creates or deletes the link at the same time. */
const maxAttempts = 10;

/**
 * Creates the link with this external id, or changes the given fields of the existing one.
 *
 * @throws the Problems of `createLink` and `updateLink`, or "precondition-failed"
 */
export async function upsertLink(
  context: LinksDeps,
  actor: Caller,
  externalId: string,
  input: UpsertLink,
  options: UpsertOptions = {},
): Promise<CreatedLink> {
  for (let attempt = 1; ; attempt++) {
    const existing = await findExistingLink(context, actor, externalId);
    const conflict = existing ? "link-not-found" : "external-id-taken";
    assertExistence(existing, options);
    try {
      if (existing) return { link: await change(context, actor, existing, input, options.ifMatch), isNew: false };
      return await createLink(context, actor, { ...toCreateInput(input), external_id: externalId }, options.signal);
    } catch (err) {
      if (attempt === maxAttempts || !(err instanceof Problem) || err.code !== conflict) throw err;
    }
  }
}

/** @throws Problem "precondition-failed" */
function assertExistence(existing: LinkRecord | undefined, { ifMatch, isNewOnly = false }: UpsertOptions): void {
  if (existing && isNewOnly) throw new Problem("precondition-failed", "A link has this external id already");
  if (!existing && ifMatch !== undefined) throw new Problem("precondition-failed", "No link has this external id");
}

function toCreateInput({ original_url, ...input }: UpsertLink): CreateLink {
  if (original_url === undefined)
    throw fieldProblem("/original_url", "is required because no link has this external id yet");
  return { ...input, original_url, reuse: false };
}

async function findExistingLink({ db }: LinksDeps, actor: Caller, externalId: string): Promise<LinkRecord | undefined> {
  try {
    return await getLinkByExternalId(db, actor, externalId);
  } catch (err) {
    if (err instanceof Problem && err.code === "link-not-found") return undefined;
    throw err;
  }
}

async function change(
  context: LinksDeps,
  actor: Caller,
  link: LinkRecord,
  { domain, workspace_id: _, ...changes }: UpsertLink,
  ifMatch: string | undefined,
): Promise<LinkRecord> {
  if (domain !== undefined && domain !== link.domainHost)
    throw fieldProblem("/domain", `must be ${link.domainHost ?? "null"}, the current domain of the link`);
  if (Object.keys(changes).length > 0) return updateLink(context, actor, link.id, changes, ifMatch);
  assertMatch(ifMatch, link.version);
  return link;
}
