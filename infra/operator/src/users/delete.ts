import type { Db } from "@shunt/db";
import { loadManagementConfig } from "@shunt/management/config";
import { createOperatorDeps, deleteUser as deleteAccount, operator } from "@shunt/management/operator";
import { defineCommand, fine, wrong } from "../command.ts";
import { confirmChange } from "../confirm-change.ts";
import { withCache, withDb } from "../connect.ts";
import { json } from "../json-option.ts";
import { getUser } from "./get-user.ts";
import { printUser, userBody } from "./print-user.ts";

export const deleteUser = defineCommand({
  summary: "deletes an account with its links, their clicks and its posts",
  help: `
Deletes an account after you confirm: its links with their clicks, domains, webhooks, API keys and posts. This cannot be undone;
shunt user disable can. The last active administrator cannot be deleted. Workspaces with other members that it alone owns pass to the
member with the highest role, of several to the one who joined first. If interrupted, run it again. The audit log records
it. Reads the variables of the management service.

  --yes    deletes without asking
  --json   ${userBody}, as it was`,
  operands: ["email"],
  options: { yes: { type: "boolean", default: false }, json },
  async run(terminal, { email, yes, json: isJson }) {
    return withDb(async db => {
      const user = await getUser(db, email);
      const question = `Delete ${user.email} with all its links and their clicks? This cannot be undone.`;
      const advice = `this would delete ${user.email} with all its links and their clicks; add --yes to do it`;
      if (!(await confirmChange(terminal, { isAgreed: yes, question, advice }))) return wrong;
      terminal.progress(`deleting ${user.email} …`);
      await deleteEverywhere(db, user.id);
      printUser(terminal, isJson, user, `${user.email} is deleted`);
      return fine;
    });
  },
});

/** Deletes the account, and its links from the caches too. */
async function deleteEverywhere(db: Db, userId: string): Promise<void> {
  const config = loadManagementConfig();
  await withCache(async redis => {
    const deps = createOperatorDeps({ db, redis, config });
    try {
      await deleteAccount(deps, operator, userId);
    } finally {
      await deps.outbox.stop();
    }
  });
}
