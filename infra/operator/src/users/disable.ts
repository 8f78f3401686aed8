import { operator, updateUser } from "@shunt/management/operator";
import { defineCommand, fine } from "../command.ts";
import { withDb } from "../connect.ts";
import { getUser } from "./get-user.ts";

export const disable = defineCommand({
  summary: "ends an account's sessions and blocks signing in",
  help: `
Blocks signing in to the account, and its sessions and API keys, at once. Its links keep working.
The audit log records it. Reads DATABASE_URL.`,
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
