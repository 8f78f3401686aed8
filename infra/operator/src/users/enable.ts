import { operator, updateUser } from "@shunt/management/operator";
import { defineCommand, fine } from "../command.ts";
import { withDb } from "../connect.ts";
import { getUser } from "./get-user.ts";

export const enable = defineCommand({
  summary: "enables a disabled account",
  help: `
Allows signing in again, with the account's password and API keys.
The audit log records it. Reads DATABASE_URL.`,
  operands: ["email"],
  async run(terminal, { email }) {
    await withDb(async db => {
      const { id } = await getUser(db, email);
      await updateUser({ db }, operator, id, { is_active: true });
    });
    terminal.print(`${email} is enabled`);
    return fine;
  },
});
