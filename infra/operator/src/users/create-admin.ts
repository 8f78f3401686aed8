import type { Db } from "@shunt/db";
import {
  createAdmin as create,
  findUserByEmail,
  operator,
  type UserRecord,
  updateUser,
} from "@shunt/management/operator";
import { defineCommand, type ExitCode, fine, UsageError, wrong } from "../command.ts";
import { readSetting } from "../config.ts";
import { confirmChange } from "../confirm-change.ts";
import { withDb } from "../connect.ts";
import { json } from "../json-option.ts";
import type { Terminal } from "../terminal.ts";
import { printUser, userBody } from "./print-user.ts";
import { readPassword, withCredentials } from "./read-password.ts";

interface Options {
  yes: boolean;
  json: boolean;
}

export const createAdmin = defineCommand({
  summary: "creates an administrator, or promotes an account",
  help: `
Creates an administrator. The password comes from ADMIN_PASSWORD or ADMIN_PASSWORD_FILE, unless ADMIN_EMAIL names another
account. Without these, you are prompted for it, or it is read from standard input:

  shunt user create-admin --email ann@example.com < password.txt

An existing account is promoted after you confirm, and keeps its password. The audit log records both. Reads DATABASE_URL.

  --email <address>   required
  --yes               promotes an existing account without asking
  --json              ${userBody}`,
  options: { email: { type: "string" }, yes: { type: "boolean", default: false }, json },
  async run(terminal, { email, ...options }) {
    if (email === undefined) throw new UsageError("--email is required");
    return withDb(async db => {
      const user = await findUserByEmail(db, email);
      return user ? promote(terminal, db, user, options) : make(terminal, db, email, options.json);
    });
  },
});

async function promote(terminal: Terminal, db: Db, user: UserRecord, options: Options): Promise<ExitCode> {
  const { id, email, role, isActive, isVerified } = user;
  if (!isActive) throw new Error(`${email} is disabled; run shunt user enable ${email} first`);
  if (role === "admin") {
    printUser(terminal, options.json, user, `${email} is an administrator already`);
    return fine;
  }
  const question = `${email} has an account${isVerified ? "" : " with an unconfirmed address"}. Promote it to administrator?`;
  const advice = `${email} has an account already; add --yes to promote it`;
  if (!(await confirmChange(terminal, { isAgreed: options.yes, question, advice }))) return wrong;
  const promoted = await updateUser({ db }, operator, id, { role: "admin" });
  printUser(terminal, options.json, promoted, `${email} is an administrator now`);
  return fine;
}

async function make(terminal: Terminal, db: Db, email: string, isJson: boolean): Promise<ExitCode> {
  const password = readConfigured(email) ?? (await readPassword(terminal));
  const user = await withCredentials({ email, password }, credentials => create(db, credentials));
  printUser(terminal, isJson, user, `${user.email} is an administrator now`);
  return fine;
}

/** Ignores a password that is configured for another account. */
function readConfigured(email: string): string | undefined {
  const { email: configuredEmail = email, password } = readSetting.admin();
  return configuredEmail.toLowerCase() === email.toLowerCase() ? password : undefined;
}
