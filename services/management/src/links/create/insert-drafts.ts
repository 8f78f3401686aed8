import { anonymousWorkspaceId } from "@shunt/db";
import type { Caller } from "../../access/index.ts";
import type { Config } from "../../config.ts";
import type { LinkRecord } from "../link-record.ts";
import type { Draft } from "./draft.ts";
import { generateCode } from "./generate-code.ts";
import type { NewLink } from "./insert-links.ts";

/** Returns the links whose codes were free. */
export type InsertLinks = (links: readonly NewLink[]) => Promise<readonly LinkRecord[]>;

/** Retries generated codes that are taken. Returns links by draft id; drafts whose alias is taken are missing. */
export async function insertDrafts(
  insert: InsertLinks,
  config: Pick<Config, "links">,
  actor: Caller | undefined,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, LinkRecord>> {
  const inserted = new Map<string, LinkRecord>();
  let pending = drafts;
  for (let attempt = 0; pending.length > 0; attempt++) {
    const links = pending.map(({ id, settings, domain, alias, codeStyle, otherCodes, lock, origin }) => ({
      ...settings,
      id,
      workspaceId: actor?.workspaceId ?? anonymousWorkspaceId,
      ownerId: actor?.userId,
      domain,
      code: alias ?? generateCode(config, { ...domain, style: codeStyle }, attempt),
      isCustom: alias !== undefined,
      otherCodes,
      lock,
      origin,
    }));
    for (const link of await insert(links)) inserted.set(link.id, link);
    pending = pending.filter(({ id, alias }) => alias === undefined && !inserted.has(id));
  }
  return inserted;
}
