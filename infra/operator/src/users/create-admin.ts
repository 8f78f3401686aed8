import { RegisterUser } from "@shunt/contracts/accounts";
import { Problem } from "@shunt/contracts/problem";
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
import { withDb } from "../connect.ts";
import type { Terminal } from "../terminal.ts";

export const createAdmin = defineCommand({
  summary: "creates an administrator, or promotes an account",
  help: `
Creates an administrator. The password comes from ADMIN_PASSWORD or ADMIN_PASSWORD_FILE, unless ADMIN_EMAIL names another
account. Without these, you are prompted for it, or it is read from standard input:

  shunt user create-admin --email ann@example.com < password.txt

An existing account is promoted after you confirm, and keeps its password. The audit log records both. Reads DATABASE_URL.

  --email <address>   required
  --yes               promotes an existing account without asking`,
  options: { email: { type: "string" }, yes: { type: "boolean", default: false } },
  async run(terminal, { email, yes }) {
    if (email === undefined) throw new UsageError("--email is required");
    return withDb(async db => {
      const user = await findUserByEmail(db, email);
      return user ? promote(terminal, db, user, yes) : make(terminal, db, email);
    });
  },
});

async function promote(terminal: Terminal, db: Db, user: UserRecord, isAgreed: boolean): Promise<ExitCode> {
  const { id, email, role, isActive, isVerified } = user;
  if (!isActive) throw new Error(`${email} is disabled; run shunt user enable ${email} first`);
  if (role === "admin") {
    terminal.print(`${email} is an administrator already`);
    return fine;
  }
  const question = `${email} has an account${isVerified ? "" : " with an unconfirmed address"}. Promote it to administrator?`;
  if (!isAgreed && !terminal.isInteractive) throw new Error(`${email} has an account already; add --yes to promote it`);
  if (!isAgreed && !(await terminal.confirm(question))) {
    terminal.note("nothing changed");
    return wrong;
  }
  await updateUser({ db }, operator, id, { role: "admin" });
  terminal.print(`${email} is an administrator now`);
  return fine;
}

async function make(terminal: Terminal, db: Db, email: string): Promise<ExitCode> {
  const password = readConfigured(email) ?? (await askForPassword(terminal));
  const parsed = RegisterUser.safeParse({ email, password });
  if (!parsed.success) throw new Error(parsed.error.issues.map(toLine).join("\n"));
  try {
    await create(db, parsed.data);
  } catch (err) {
    if (!(err instanceof Problem)) throw err;
    throw new Error(err.errors?.map(toLine).join("\n") ?? err.message, { cause: err });
  }
  terminal.print(`${parsed.data.email} is an administrator now`);
  return fine;
}

/** Ignores a password that is configured for another account. */
function readConfigured(email: string): string | undefined {
  const { email: configuredEmail = email, password } = readSetting.admin();
  return configuredEmail.toLowerCase() === email.toLowerCase() ? password : undefined;
}

async function askForPassword(terminal: Terminal): Promise<string> {
  const password = await terminal.readSecret("Password");
  if (terminal.isInteractive && (await terminal.readSecret("Repeat the password")) !== password)
    throw new Error("the passwords differ");
  return password;
}

/** Names the field by its path or pointer, without its value. */
function toLine(refused: { path: PropertyKey[]; message: string } | { pointer: string; detail: string }): string {
  if ("pointer" in refused) return `${refused.pointer.slice(1)} ${refused.detail}`;
  return `${refused.path.join(".")}: ${refused.message}`;
}
