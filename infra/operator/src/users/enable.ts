import { operator, updateUser } from "@shunt/management/operator";
import { defineCommand, fine } from "../command.ts";
import { withDb } from "../connect.ts";
import { getUser } from "./get-user.ts";

export const enable = defineCommand({
  summary: "lets a disabled account be used again",
  help: `
The account can be used again, with the password and the API keys that it had.
It is noted in the audit log. Reads DATABASE_URL.`,
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
