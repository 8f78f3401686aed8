import type { CreateLabel, UpdateLabel } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { assertCan, type Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import type { LinksDeps } from "../links/index.ts";
import { endViewsOfLabel, renameSharedLabel } from "../shared-views/index.ts";
import { getLabel } from "./get-labels.ts";
import type { LabelKind, LabelName } from "./label-kind.ts";
import type { LabelRecord } from "./label-record.ts";
import { moveAllLinks } from "./move-all-links.ts";

/** @throws Problem "workspace-not-found", "forbidden", or that the name is taken */
export async function createLabel(
  db: Db,
  actor: Caller,
  kind: LabelKind,
  { workspaceId, ...input }: CreateLabel & { workspaceId: string },
): Promise<LabelRecord> {
  assertMayEdit(actor, kind, workspaceId);
  await db.transaction().execute(async tx => {
    if (!(await kind.insert(tx, { workspaceId, ...input }))) throw new Problem(`${kind.noun}-name-taken`);
    await writeAudit(tx, { actor, action: `${kind.noun}.created`, workspaceId, details: input });
  });
  return getLabel(db, actor, kind, { workspaceId, name: input.name });
}

/** @throws Problem "workspace-not-found", "forbidden", or that the label does not exist, or that its name is taken */
export async function updateLabel(
  context: LinksDeps,
  actor: Caller,
  kind: LabelKind,
  { workspaceId, name: given, changes, signal }: LabelName & { changes: UpdateLabel; signal: AbortSignal },
): Promise<LabelRecord> {
  assertMayEdit(actor, kind, workspaceId);
  const { db } = context;
  const before = await getLabel(db, actor, kind, { workspaceId, name: given });
  const { name = before.name, color = before.color } = changes;
  const isRenamed = name !== before.name;
  await db.transaction().execute(async tx => {
    const isNew = isRenamed && (await kind.insert(tx, { workspaceId, name, color }));
    if (!isNew) {
      if (!(await isSameName(tx, name, before.name))) throw new Problem(`${kind.noun}-name-taken`);
      await kind.update(tx, { workspaceId, name, color });
    }
    if (isRenamed) await renameSharedLabel(tx, { noun: kind.noun, workspaceId, name: before.name }, name);
    await writeAudit(tx, {
      actor,
      action: `${kind.noun}.changed`,
      workspaceId,
      details: { from: before.name, name, color },
    });
  });
  if (isRenamed)
    await moveAllLinks(context, actor, kind, { from: { workspaceId, name: before.name }, to: name }, signal);
  return getLabel(db, actor, kind, { workspaceId, name });
}

/** Names that differ only in case are the same. Postgres decides, as its index does. */
async function isSameName(tx: Db, a: string, b: string): Promise<boolean> {
  const { rows } = await sql<{ isSame: boolean }>`select lower(${a}) = lower(${b}) as "isSame"`.execute(tx);
  return rows[0]?.isSame === true;
}

/** @throws Problem "workspace-not-found", "forbidden", or that one of the labels does not exist */
export async function mergeLabel(
  context: LinksDeps,
  actor: Caller,
  kind: LabelKind,
  { workspaceId, name, into, signal }: LabelName & { into: string; signal: AbortSignal },
): Promise<LabelRecord> {
  assertMayEdit(actor, kind, workspaceId);
  const from = await getLabel(context.db, actor, kind, { workspaceId, name });
  const to = await getLabel(context.db, actor, kind, { workspaceId, name: into });
  await writeAudit(context.db, {
    actor,
    action: `${kind.noun}.merged`,
    workspaceId,
    details: { name: from.name, into: to.name },
  });
  if (from.key !== to.key) {
    await endViewsOfLabel(context.db, { noun: kind.noun, workspaceId, name: from.name });
    await moveAllLinks(context, actor, kind, { from, to: to.name }, signal);
  }
  return getLabel(context.db, actor, kind, to);
}

/** @throws Problem "workspace-not-found", "forbidden", or that the label does not exist */
export async function deleteLabel(
  context: LinksDeps,
  actor: Caller,
  kind: LabelKind,
  { workspaceId, name, signal }: LabelName & { signal: AbortSignal },
): Promise<void> {
  assertMayEdit(actor, kind, workspaceId);
  const from = await getLabel(context.db, actor, kind, { workspaceId, name });
  await writeAudit(context.db, {
    actor,
    action: `${kind.noun}.deleted`,
    workspaceId,
    details: { name: from.name, links: from.links },
  });
  await endViewsOfLabel(context.db, { noun: kind.noun, workspaceId, name: from.name });
  await moveAllLinks(context, actor, kind, { from, to: null }, signal);
}

function assertMayEdit(actor: Caller, { noun }: LabelKind, workspaceId: string): void {
  const resource = noun === "tag" ? { kind: noun, workspaceId, domainIds: [] } : { kind: noun, workspaceId };
  assertCan(actor, "edit", resource, "workspace-not-found");
}
