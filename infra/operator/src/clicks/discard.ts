import { discardDeadClicks, isDeadClick } from "@shunt/worker/operator";
import { defineCommand, fine, wrong } from "../command.ts";
import { confirmChange } from "../confirm-change.ts";
import { withDb, withDeadBatches } from "../connect.ts";
import { countOf } from "../count-of.ts";
import { json } from "../json-option.ts";

export const discard = defineCommand({
  summary: "deletes failed batches or clicks for good",
  help: `
Deletes what shunt clicks dead lists, after you confirm: a batch by its name, a click by its id, or all. The clicks are lost;
shunt clicks redrive tries them again instead. Others are never deleted. Reads DATABASE_URL, and REDIS_QUEUE_URL or REDIS_URL.

  --yes    deletes without asking
  --json   {"batches": number, "clicks": number}`,
  operands: ["name|id|all"],
  options: { yes: { type: "boolean", default: false }, json },
  async run(terminal, { "name|id|all": wanted, yes, json: isJson }) {
    if (wanted !== "all" && !(await isDead(wanted))) throw unknownProblem(wanted);
    const what = wanted === "all" ? "all failed batches and clicks" : wanted;
    const question = `Delete ${what} for good? The clicks are lost.`;
    const advice = `this would delete ${what} for good; add --yes to do it`;
    if (!(await confirmChange(terminal, { isAgreed: yes, question, advice }))) return wrong;
    const batches = await withDeadBatches(async dead =>
      wanted === "all" ? dead.dropOlderThan(0) : Number(await dead.discard(wanted)),
    );
    const clicks = await withDb(db => discardDeadClicks(db, wanted));
    if (batches + clicks === 0 && wanted !== "all") throw unknownProblem(wanted);
    if (isJson) terminal.print(JSON.stringify({ batches, clicks }));
    else terminal.print(`${countOf(batches, "batch", "batches")} and ${countOf(clicks, "click")} deleted`);
    return fine;
  },
});

async function isDead(name: string): Promise<boolean> {
  return (await withDeadBatches(dead => dead.has(name))) || withDb(db => isDeadClick(db, name));
}

function unknownProblem(name: string): Error {
  return new Error(`no failed batch or click is called ${name}; shunt clicks dead lists them`);
}
