import type { UpdateUser } from "@shunt/contracts/admin";
import { operator, updateUser } from "@shunt/management/operator";
import { type Command, defineCommand, fine } from "../command.ts";
import { withDb } from "../connect.ts";
import { json } from "../json-option.ts";
import { getUser } from "./get-user.ts";
import { printUser, userBody } from "./print-user.ts";

interface UserUpdate {
  summary: string;
  /** Effects on the account. */
  help: string;
  changes: UpdateUser;
  /** Follows the address: `is disabled`. */
  outcome: string;
}

/** Makes a command that updates an account by the rules of the API, which keep the last administrator. */
export function defineUserUpdate({ summary, help, changes, outcome }: UserUpdate): Command {
  return defineCommand({
    summary,
    help: `${help.trim()}
The audit log records it. Reads DATABASE_URL.

  --json   ${userBody}`,
    operands: ["email"],
    options: { json },
    async run(terminal, { email, json: isJson }) {
      const user = await withDb(async db => {
        const { id } = await getUser(db, email);
        return updateUser({ db }, operator, id, changes);
      });
      printUser(terminal, isJson, user, `${user.email} ${outcome}`);
      return fine;
    },
  });
}
