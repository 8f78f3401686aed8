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
  summary: "makes an account that is an administrator, or makes an account one",
  help: `
Makes an account that is an administrator. Its password is that of ADMIN_PASSWORD or ADMIN_PASSWORD_FILE, unless ADMIN_EMAIL
names somebody else; otherwise it is asked for, or read from standard input:

  shunt user create-admin --email ann@example.com < password.txt

An account that is there already becomes an administrator and keeps its password; that is asked about first. Both are noted in
the audit log. Reads DATABASE_URL.

  --email <address>
  --yes               makes an account that is there an administrator without asking`,
  options: { email: { type: "string" }, yes: { type: "boolean", default: false } },
  async run(terminal, { email, yes }) {
    if (email === undefined) throw new UsageError("--email is missing");
    return withDb(async db => {
      const user = await findUserByEmail(db, email);
      return user ? promote(terminal, db, user, yes) : make(terminal, db, email);
    });
  },
});

async function promote(terminal: Terminal, db: Db, user: UserRecord, isAgreed: boolean): Promise<ExitCode> {
  const { id, email, role, isActive, isVerified } = user;
  if (!isActive) throw new Error(`${email} is disabled; see shunt user enable`);
  if (role === "admin") {
    terminal.print(`${email} is an administrator already`);
    return fine;
  }
  const question = `${email} has an account${isVerified ? "" : ", whose address is not confirmed"}. Make it an administrator?`;
  if (!isAgreed && !terminal.isInteractive) throw new Error(`${email} has an account already; --yes makes it one`);
  if (!isAgreed && !(await terminal.confirm(question))) {
    terminal.note("nothing is changed");
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

/** What is set for another account is not for this one. */
function readConfigured(email: string): string | undefined {
  const { email: whose = email, password } = readSetting.admin();
  return whose.toLowerCase() === email.toLowerCase() ? password : undefined;
}

async function askForPassword(terminal: Terminal): Promise<string> {
  const password = await terminal.readSecret("Password");
  if (terminal.isInteractive && (await terminal.readSecret("Once more")) !== password)
    throw new Error("the two are not the same");
  return password;
}

/** Of a field by its path or its pointer; what it holds is not shown. */
function toLine(refused: { path: PropertyKey[]; message: string } | { pointer: string; detail: string }): string {
  if ("pointer" in refused) return `${refused.pointer.slice(1)} ${refused.detail}`;
  return `${refused.path.join(".")}: ${refused.message}`;
}
