import { noUtmField, type UpdateUtmTemplate, utmFields } from "@shunt/contracts/links";
import { fieldProblem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import type { Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import { lockAccess } from "../auth/index.ts";
import { toUtmValues, type UtmTemplateRecord } from "./utm-template-record.ts";
import { lockUtmTemplate, updateUtmTemplateRow } from "./utm-template-store.ts";

/** @throws Problem "utm-template-not-found", "forbidden", "utm-template-name-taken" or "validation-failed" */
export async function updateUtmTemplate(
  db: Db,
  actor: Caller,
  id: string,
  changes: UpdateUtmTemplate,
): Promise<UtmTemplateRecord> {
  return db.transaction().execute(async tx => {
    await lockAccess(tx, actor);
    const before = await lockUtmTemplate(tx, actor, id, "edit");
    const settings = { name: changes.name ?? before.name, ...toUtmValues({ ...before, ...changes }) };
    if (utmFields.every(field => settings[field] === null)) throw fieldProblem("", noUtmField);
    const template = await updateUtmTemplateRow(tx, id, settings);
    await writeAudit(tx, { actor, action: "utm-template.changed", subjectId: id, details: changes });
    return template;
  });
}
