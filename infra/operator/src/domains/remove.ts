import type { Db } from "@shunt/db";
import { loadManagementConfig } from "@shunt/management/config";
import { createOperatorDeps, operator, removeDomain } from "@shunt/management/operator";
import { defineCommand, fine, wrong } from "../command.ts";
import { confirmChange } from "../confirm-change.ts";
import { withCache, withDb } from "../connect.ts";
import { countOf } from "../count-of.ts";
import { json } from "../json-option.ts";

export const remove = defineCommand({
  summary: "takes a verified domain from its workspace",
  help: `
Takes a domain from its workspace after you confirm, for instance because it has a new owner who does not use Shunt. Its links
stay in the workspace, but visitors cannot reach them until the workspace adds and verifies the domain again. Other workspaces
can verify it too. The audit log records it. Reads the variables of the management service.

  --yes    removes without asking
  --json   {"host","workspace_id","links"}`,
  operands: ["host"],
  options: { yes: { type: "boolean", default: false }, json },
  async run(terminal, { host, yes, json: isJson }) {
    const question = `Take ${host} from its workspace? Visitors cannot reach its links then.`;
    const advice = `this would take ${host} from its workspace; add --yes to do it`;
    if (!(await confirmChange(terminal, { isAgreed: yes, question, advice }))) return wrong;
    const { workspaceId, links } = await withDb(db => removeEverywhere(db, host));
    const sentence = `${host} is removed; ${countOf(links, "link")} cannot be reached any more`;
    terminal.print(isJson ? JSON.stringify({ host, workspace_id: workspaceId, links }) : sentence);
    return fine;
  },
});

/** Removes the domain from the caches too. */
async function removeEverywhere(db: Db, host: string) {
  const config = loadManagementConfig();
  return withCache(async redis => {
    const deps = createOperatorDeps({ db, redis, config });
    try {
      return await removeDomain(deps, operator, host);
    } finally {
      await deps.outbox.stop();
    }
  });
}
