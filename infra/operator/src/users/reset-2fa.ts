import { operator, removeSecondFactor } from "@shunt/management/operator";
import { defineCommand, fine } from "../command.ts";
import { withDb } from "../connect.ts";
import { json } from "../json-option.ts";
import { getUser } from "./get-user.ts";
import { printUser, userBody } from "./print-user.ts";

export const resetTwoFactor = defineCommand({
  summary: "disables an account's two-factor authentication",
  help: `
Disables two-factor authentication for an account whose owner has lost the device and the recovery codes, and ends its sessions.
The owner then signs in with the password alone. The audit log records it. Reads DATABASE_URL.

  --json   ${userBody}`,
  operands: ["email"],
  options: { json },
  async run(terminal, { email, json: isJson }) {
    const user = await withDb(async db => {
      const found = await getUser(db, email);
      await removeSecondFactor({ db }, operator, found.id);
      return found;
    });
    printUser(terminal, isJson, user, `${user.email} signs in without a two-factor code now; its sessions have ended`);
    return fine;
  },
});
