import type { LinkIds, ListLinkIds } from "@shunt/contracts/links";
import type { Caller } from "../../access/index.ts";
import { fromCursor, toCursor, toListPage } from "../../http/index.ts";
import type { LinksDeps } from "../deps.ts";
import { afterPosition, createdPosition } from "../link-store.ts";
import { toLinkCondition } from "./link-condition.ts";

/** The newest first. @throws the Problems of `toLinkCondition`, or "validation-failed" for an invalid cursor */
export async function listLinkIds(
  context: LinksDeps,
  actor: Caller,
  { cursor, size, ...filters }: ListLinkIds,
): Promise<LinkIds> {
  const condition = await toLinkCondition(context, actor, filters);
  let query = context.db
    .selectFrom("links")
    .select(["links.id", createdPosition])
    .where(condition)
    .orderBy("links.created_at", "desc")
    .orderBy("links.id", "desc")
    .limit(size + 1);
  if (cursor !== undefined) query = query.where(afterPosition(fromCursor(cursor), "desc"));
  const page = toListPage(await query.execute(), size, toCursor);
  return { ...page, items: page.items.map(({ id }) => id) };
}
