import { anonymousWorkspaceId } from "@shunt/db";
import type { Caller } from "../../access/index.ts";
import type { Config } from "../../config.ts";
import type { LinkRecord } from "../link-record.ts";
import type { Draft } from "./draft.ts";
import type { NewLink } from "./insert-links.ts";
import { createRandomCode } from "./random-code.ts";

/** Seven characters of 56 make collisions rare; several in a row mean that the codes are running out. */
const maxDraws = 10;

/** Inserts the links whose codes are free, and returns them. */
export type InsertLinks = (links: readonly NewLink[]) => Promise<readonly LinkRecord[]>;

/**
 * Inserts drafts under their aliases or random codes, with another code where a random one is taken. Returns the links by the ids of
 * their drafts, without those whose alias is taken.
 */
export async function insertDrafts(
  insert: InsertLinks,
  { links: { codeLength } }: Pick<Config, "links">,
  actor: Caller | undefined,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, LinkRecord>> {
  const inserted = new Map<string, LinkRecord>();
  let pending = drafts;
  for (let draw = 0; pending.length > 0; draw++) {
    if (draw === maxDraws) throw new Error(`no free code of ${codeLength} characters in ${maxDraws} draws; raise it`);
    const links = pending.map(({ id, settings, domain, alias }) => ({
      ...settings,
      id,
      workspaceId: actor?.workspaceId ?? anonymousWorkspaceId,
      ownerId: actor?.userId,
      domain,
      code: alias ?? createRandomCode(codeLength, domain.isCaseSensitive),
      isCustom: alias !== undefined,
    }));
    for (const link of await insert(links)) inserted.set(link.id, link);
    pending = pending.filter(({ id, alias }) => alias === undefined && !inserted.has(id));
  }
  return inserted;
}
