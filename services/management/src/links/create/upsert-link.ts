import type { CreateLink, UpsertLink } from "@shunt/contracts/links";
import { Problem, refuseField } from "@shunt/contracts/problem";
import type { Caller } from "../../access/index.ts";
import { updateLink } from "../change/update-link.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";
import { createLink } from "./create-links.ts";
import type { CreatedLink } from "./created-link.ts";
import { getLinkByExternalId } from "./external-id.ts";

/** Each further attempt means that another client has created or deleted the same link in between. */
const maxAttempts = 10;

/**
 * Makes the link that a program calls by an id of its own, or changes the given fields of the one that is there. Whoever else
 * does so at the same time finds the same link.
 *
 * @throws Problem as `createLink` and `updateLink` do
 */
export async function upsertLink(
  context: LinksDeps,
  actor: Caller,
  externalId: string,
  input: UpsertLink,
): Promise<CreatedLink> {
  for (let attempt = 1; ; attempt++) {
    const known = await findExistingLink(context, actor, externalId);
    const lost = known ? "link-not-found" : "external-id-taken";
    try {
      if (known) return { link: await change(context, actor, known, input), isNew: false };
      return await createLink(context, actor, { ...toCreateInput(input), external_id: externalId });
    } catch (err) {
      // Deleted by another in between, or made.
      if (attempt === maxAttempts || !(err instanceof Problem) || err.code !== lost) throw err;
    }
  }
}

function toCreateInput({ original_url, ...input }: UpsertLink): CreateLink {
  if (original_url === undefined)
    throw refuseField("/original_url", "is required, as there is no link with this external id yet");
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
  { custom_alias, domain, ...changes }: UpsertLink,
): Promise<LinkRecord> {
  if (custom_alias && custom_alias !== link.code)
    throw refuseField("/custom_alias", `must be ${link.code}, which the link has; other codes are added to it`);
  if (domain !== undefined && domain !== link.domainHost)
    throw refuseField("/domain", `must be ${link.domainHost ?? "null"}, which the link has`);
  return Object.keys(changes).length === 0 ? link : updateLink(context, actor, link.id, changes);
}
