import { operator, setPassword as set } from "@shunt/management/operator";
import { defineCommand, fine } from "../command.ts";
import { withDb } from "../connect.ts";
import { json } from "../json-option.ts";
import { getUser } from "./get-user.ts";
import { printUser, userBody } from "./print-user.ts";
import { readPassword, withCredentials } from "./read-password.ts";

export const setPassword = defineCommand({
  summary: "sets an account's password and ends its other access",
  help: `
Sets a new password. You are prompted for it, or it is read from standard input:

  shunt user set-password ann@example.com < password.txt

As after a reset by mail, all sessions end, API keys are deleted and webhooks are disabled. Two-factor authentication stays; see
shunt user reset-2fa. The audit log records it. Reads DATABASE_URL.

  --json   ${userBody}`,
  operands: ["email"],
  options: { json },
  async run(terminal, { email, json: isJson }) {
    await withDb(async db => {
      const user = await getUser(db, email);
      const password = await readPassword(terminal);
      await withCredentials({ email: user.email, password }, parsed => set({ db }, operator, user.id, parsed.password));
      const sentence = `${user.email} has a new password; its sessions have ended, its API keys are deleted, its webhooks are disabled`;
      printUser(terminal, isJson, user, sentence);
    });
    return fine;
  },
});
