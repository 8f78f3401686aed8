import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { actIn, assertCan, type Caller } from "../../access/index.ts";
import type { LinkRecord } from "../link-record.ts";
import { insertOwnerVersion } from "./insert-version.ts";
import type { LinkChanges } from "./link-changes.ts";

/**
 * Moves a link, with its codes, clicks and history, to another workspace of the caller, who becomes its owner. Set its tags
 * afterwards, as each workspace has its own. The caller holds the link's lock.
 *
 * @returns whether it was in another workspace
 * @throws Problem "link-not-found", "workspace-not-found", "forbidden", or "domain-of-workspace" for a link that has a code on
 * a domain of the workspace that loses it
 */
export async function moveLink(
  links: LinkChanges,
  actor: Caller,
  link: LinkRecord,
  workspaceId: string,
): Promise<boolean> {
  if (workspaceId === link.workspaceId) return false;
  assertCan(actor, "delete", { kind: "link", ...link }, "link-not-found");
  const owner = actIn(actor, workspaceId, "edit", "link");
  await assertDomainsOf(links.db, link, workspaceId);
  if (link.ownerId !== owner.userId) await insertOwnerVersion(links.db, link, owner);
  await links.move([link], owner);
  await links.audit({
    action: "link.moved",
    subjectId: link.id,
    details: { code: link.code, from: link.workspaceId, to: workspaceId },
  });
  return true;
}

/** Domains of another workspace would go on serving the link, without anybody there who could change it. */
async function assertDomainsOf(tx: Db, { domainId, otherCodes }: LinkRecord, workspaceId: string): Promise<void> {
  const ids = [domainId, ...otherCodes.map(code => code.domainId)];
  const foreign = await tx
    .selectFrom("domains")
    .select(["host", "released_host as releasedHost"])
    .where("id", "in", ids)
    .where("workspace_id", "!=", workspaceId)
    .orderBy("id")
    .executeTakeFirst();
  if (!foreign) return;
  throw new Problem(
    "domain-of-workspace",
    `The link has a code on ${foreign.releasedHost ?? foreign.host}, which stays with its workspace. Give it a primary code on ` +
      "another domain, and delete that one first",
  );
}
