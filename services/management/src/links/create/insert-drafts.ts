import { anonymousWorkspaceId } from "@shunt/db";
import type { Caller } from "../../access/index.ts";
import type { Config } from "../../config.ts";
import type { LinkRecord } from "../link-record.ts";
import type { Draft } from "./draft.ts";
import type { NewLink } from "./insert-links.ts";
import { createRandomCode } from "./random-code.ts";

/** Collisions are rare with seven characters of 56, so this many in a row mean that few codes are left. */
const maxAttempts = 10;

/** Returns the links whose codes were free. */
export type InsertLinks = (links: readonly NewLink[]) => Promise<readonly LinkRecord[]>;

/** Retries random codes that are taken. Returns links by draft id; drafts whose alias is taken are missing. */
export async function insertDrafts(
  insert: InsertLinks,
  { links: { codeLength } }: Pick<Config, "links">,
  actor: Caller | undefined,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, LinkRecord>> {
  const inserted = new Map<string, LinkRecord>();
  let pending = drafts;
  for (let attempt = 0; pending.length > 0; attempt++) {
    if (attempt === maxAttempts)
      throw new Error(
        `no free code of ${codeLength} characters after ${maxAttempts} attempts; raise SHORT_CODE_LENGTH`,
      );
    const links = pending.map(({ id, settings, domain, alias, otherCodes, lock }) => ({
      ...settings,
      id,
      workspaceId: actor?.workspaceId ?? anonymousWorkspaceId,
      ownerId: actor?.userId,
      domain,
      code: alias ?? createRandomCode(codeLength, domain.isCaseSensitive),
      isCustom: alias !== undefined,
      otherCodes,
      lock,
    }));
    for (const link of await insert(links)) inserted.set(link.id, link);
    pending = pending.filter(({ id, alias }) => alias === undefined && !inserted.has(id));
  }
  return inserted;
}
