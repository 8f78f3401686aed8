import type { CreateUtmTemplate } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { lockAccess } from "../auth/index.ts";
import { toUtmValues, type UtmTemplateRecord } from "./utm-template-record.ts";
import { insertUtmTemplate, lockAndCountUtmTemplates } from "./utm-template-store.ts";

const maxUtmTemplates = 100;

/** @throws Problem "too-many-utm-templates" or "utm-template-name-taken" */
export async function createUtmTemplate(db: Db, actor: Caller, input: CreateUtmTemplate): Promise<UtmTemplateRecord> {
  const { workspaceId } = actor;
  return db.transaction().execute(async tx => {
    await lockAccess(tx, actor);
    if ((await lockAndCountUtmTemplates(tx, workspaceId)) >= maxUtmTemplates)
      throw new Problem(
        "too-many-utm-templates",
        `A workspace has at most ${maxUtmTemplates} UTM templates; delete one first`,
      );
    const settings = { name: input.name, ...toUtmValues(input) };
    const template = await insertUtmTemplate(tx, { id: uuidv7(), workspaceId, ...settings });
    if (!template) throw new Problem("utm-template-name-taken");
    await writeAudit(tx, { actor, action: "utm-template.created", subjectId: template.id, details: settings });
    return template;
  });
}
