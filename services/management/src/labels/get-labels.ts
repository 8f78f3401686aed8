import type { LabelPage, ListLabels } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { type Caller, workspacesOf } from "../access/index.ts";
import { fromKeyCursor, toKeyCursor, toListPage } from "../http/index.ts";
import type { LabelKind, LabelName } from "./label-kind.ts";
import { type LabelRecord, toLabelBody } from "./label-record.ts";

/** @throws Problem "workspace-not-found", or "validation-failed" for an invalid cursor */
export async function listLabels(db: Db, actor: Caller, kind: LabelKind, query: ListLabels): Promise<LabelPage> {
  const { size, search: prefix, workspace_id: workspaceId } = query;
  if (workspaceId !== undefined && !workspacesOf(actor, "read", kind.noun).includes(workspaceId))
    throw new Problem("workspace-not-found");
  const after = fromKeyCursor(query.cursor);
  const labels = await kind.find(db, actor, { workspaceId, prefix, after, limit: size + 1 });
  const page = toListPage(labels, size, toKeyCursor);
  return { ...page, items: page.items.map(toLabelBody) };
}

/** @throws Problem that the label does not exist, also if the actor may not see it */
export async function getLabel(
  db: Db,
  actor: Caller,
  kind: LabelKind,
  { workspaceId, name }: LabelName,
): Promise<LabelRecord> {
  const [label] = await kind.find(db, actor, { workspaceId, name, limit: 1 });
  if (!label) throw new Problem(`${kind.noun}-not-found`, `The workspace has no ${kind.noun} ${name}`);
  return label;
}
