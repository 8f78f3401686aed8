import { operator, updateUser } from "@shunt/management/operator";
import { defineCommand, fine } from "../command.ts";
import { withDb } from "../connect.ts";
import { getUser } from "./get-user.ts";

export const disable = defineCommand({
  summary: "ends the sessions of an account and lets nobody sign in",
  help: `
Nobody signs in to the account any more, and its sessions and API keys are of no use from now on. Its links go on working.
It is noted in the audit log. Reads DATABASE_URL.`,
  operands: ["email"],
  async run(terminal, { email }) {
    await withDb(async db => {
      const { id } = await getUser(db, email);
      await updateUser({ db }, operator, id, { is_active: false });
    });
    terminal.print(`${email} is disabled`);
    return fine;
  },
});
