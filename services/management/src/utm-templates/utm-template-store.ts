import { utmFields } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Verb } from "@shunt/contracts/roles";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { assertCan, type Caller, visibleTo } from "../access/index.ts";
import type { UtmTemplateRecord, UtmValues } from "./utm-template-record.ts";

const columns = [
  "id",
  "workspace_id as workspaceId",
  "name",
  ...utmFields,
  "created_at as createdAt",
  "updated_at as updatedAt",
] as const;

export type UtmTemplateSettings = { name: string } & UtmValues;

/** Locks the workspace until the transaction ends. */
export async function lockAndCountUtmTemplates(tx: Db, workspaceId: string): Promise<number> {
  await sql`select from workspaces where id = ${workspaceId} for no key update`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from utm_templates where workspace_id = ${workspaceId}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Undefined if the name is taken. */
export async function insertUtmTemplate(
  tx: Db,
  { id, workspaceId, ...settings }: UtmTemplateSettings & { id: string; workspaceId: string },
): Promise<UtmTemplateRecord | undefined> {
  return tx
    .insertInto("utm_templates")
    .values({ id, workspace_id: workspaceId, ...settings })
    .onConflict(conflict => conflict.doNothing())
    .returning(columns)
    .executeTakeFirst();
}

/** Of all workspaces of the actor, by name. */
export async function findUtmTemplates(db: Db, actor: Caller): Promise<UtmTemplateRecord[]> {
  return db
    .selectFrom("utm_templates")
    .select(columns)
    .where(visibleTo(actor, "utmTemplate"))
    .orderBy(sql`lower(name)`)
    .orderBy("id")
    .execute();
}

/** @throws Problem "utm-template-not-found", also for a template that the actor may not see */
export async function getUtmTemplate(db: Db, actor: Caller, id: string): Promise<UtmTemplateRecord> {
  return assertUtmTemplate(await selectById(db, id).executeTakeFirst(), actor, "read");
}

/** Until the transaction ends. @throws Problem "utm-template-not-found" or "forbidden" */
export async function lockUtmTemplate(tx: Db, actor: Caller, id: string, verb: Verb): Promise<UtmTemplateRecord> {
  return assertUtmTemplate(await selectById(tx, id).forUpdate().executeTakeFirst(), actor, verb);
}

const selectById = (db: Db, id: string) => db.selectFrom("utm_templates").select(columns).where("id", "=", id);

function assertUtmTemplate(template: UtmTemplateRecord | undefined, actor: Caller, verb: Verb): UtmTemplateRecord {
  if (!template) throw new Problem("utm-template-not-found");
  const { workspaceId } = template;
  assertCan(actor, verb, { kind: "utmTemplate", workspaceId }, "utm-template-not-found");
  return template;
}

/** @throws Problem "utm-template-name-taken" */
export async function updateUtmTemplateRow(
  tx: Db,
  id: string,
  settings: UtmTemplateSettings,
): Promise<UtmTemplateRecord> {
  return tx
    .updateTable("utm_templates")
    .set({ ...settings, updated_at: sql<Date>`now()` })
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirstOrThrow()
    .catch((err: { constraint?: unknown }) => {
      if (err.constraint !== "utm_templates_name_key") throw err;
      throw new Problem("utm-template-name-taken", undefined, { cause: err });
    });
}

export async function deleteUtmTemplateRow(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom("utm_templates").where("id", "=", id).execute();
}

/** The values of the templates of a workspace, by the references among `references` that name or identify them. */
export async function findUtmValues(
  db: Db,
  actor: Caller,
  workspaceId: string,
  references: readonly string[],
): Promise<ReadonlyMap<string, UtmValues>> {
  const { rows } = await sql<UtmValues & { reference: string }>`
    select reference, ${sql.join(utmFields.map(field => sql.ref(field)))}
    from unnest(${[...new Set(references)]}::text[]) as reference
    join utm_templates on utm_templates.id::text = lower(reference) or lower(name) = lower(reference)
    where workspace_id = ${workspaceId}::uuid and ${visibleTo(actor, "utmTemplate")}`.execute(db);
  return new Map(rows.map(({ reference, ...values }) => [reference, values]));
}
