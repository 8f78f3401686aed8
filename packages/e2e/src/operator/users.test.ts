import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { problems } from "@shunt/contracts/problem";
import { makeScratchDirectory, waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operatorCommand, pipeToOperator, runOperator } from "../harness/run-operator.ts";
import { type Shunt, startShunt } from "../harness/start-shunt.ts";

let shunt: Shunt;
beforeAll(async () => {
  shunt = await startShunt();
});
afterAll(() => shunt.stop());

const password = "a long and winding password";
const aNewAddress = () => `${randomUUID()}@example.com`;
const post = async (path: string, body: object, token?: string) => {
  const answer = await fetch(`${shunt.env.APP_URL}/api/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? {} : JSON.parse(text) };
};
const read = (path: string, token: string) =>
  fetch(`${shunt.env.APP_URL}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
const signIn = async (email: string, secret = password) =>
  String((await post("/auth/login", { email, password: secret })).body.access_token);
const register = async () => {
  const email = aNewAddress();
  await post("/auth/register", { email, password });
  return email;
};
const findAudit = (email: string) =>
  shunt.db
    .selectFrom("audit_log")
    .innerJoin("users", "users.id", "audit_log.subject_id")
    .select(["action", "actor_id", "details"])
    .where("users.email", "=", email)
    .orderBy("audit_log.id")
    .execute();

test("shunt user create-admin reads the password from a pipe and logs the account without an actor", async () => {
  const email = aNewAddress();

  const made = await pipeToOperator(`${password}\n`, shunt.env, "user", "create-admin", "--email", email);

  expect(made).toEqual({ code: 0, output: `${email} is an administrator now\n`, errors: "" });
  const token = await signIn(email);
  expect((await read("/admin/users", token)).status).toBe(200);
  await expect((await read("/auth/me", token)).json()).resolves.toMatchObject({ role: "admin", is_verified: true });
  expect((await post("/urls", { original_url: "https://example.com/" }, token)).status).toBe(201);
  expect(await findAudit(email)).toMatchObject([{ action: "account.created", actor_id: null }]);
});

test("shunt user create-admin reads ADMIN_PASSWORD_FILE only for the account of ADMIN_EMAIL", async () => {
  const scratch = await makeScratchDirectory();
  const file = join(scratch.path, "password");
  await writeFile(file, `${password}\n`);
  const [own, other] = [aNewAddress(), aNewAddress()];
  const env = { ...shunt.env, ADMIN_EMAIL: own, ADMIN_PASSWORD_FILE: file };

  expect((await runOperator(env, "user", "create-admin", "--email", own)).code).toBe(0);
  const refused = await runOperator(env, "user", "create-admin", "--email", other);
  await scratch.remove();

  expect((await read("/admin/users", await signIn(own))).status).toBe(200);
  expect(refused).toMatchObject({ code: 1, output: "" });
  expect(refused.errors).toContain("password");
});

test("shunt user disable makes a member the owner of a workspace that would have no active one", async () => {
  const [owner, member] = [await register(), await register()];
  const { id } = (await post("/workspaces", { name: "Marketing" }, await signIn(owner))).body;
  const { url } = (await post(`/workspaces/${id}/invitations`, { email: member }, await signIn(owner))).body;
  const token = await signIn(member);
  await post(`/invitations/${new URL(url).searchParams.get("token")}/accept`, {}, token);

  expect((await runOperator(shunt.env, "user", "disable", owner)).code).toBe(0);

  await expect((await read(`/workspaces/${id}`, token)).json()).resolves.toMatchObject({ role: "owner" });
});

test.each([
  ["short", "must have 8 to 128 characters"],
  ["password1", "is too common"],
  ["", "must have 8 to 128 characters"],
])("shunt user create-admin rejects the password %j", async (bad, why) => {
  const email = aNewAddress();

  const { code, errors } = await pipeToOperator(bad, shunt.env, "user", "create-admin", "--email", email);

  expect(code).toBe(1);
  expect(errors).toContain(why);
  expect((await runOperator(shunt.env, "user", "list", "--search", email)).output).toBe("");
});

test("shunt user create-admin rejects an invalid address", async () => {
  const { code, errors } = await pipeToOperator(
    password,
    shunt.env,
    "user",
    "create-admin",
    "--email",
    "not-an-address",
  );

  expect(code).toBe(1);
  expect(errors).toContain("email");
});

test("shunt user create-admin promotes an existing account only with --yes, and keeps its password", async () => {
  const email = await register();
  const args = ["user", "create-admin", "--email", email.toUpperCase()];

  const refused = await pipeToOperator("another long password", shunt.env, ...args);
  expect(refused.code).toBe(1);
  expect(refused.errors).toContain("--yes");
  expect((await read("/admin/users", await signIn(email))).status).toBe(403);
  const agreed = await runOperator(shunt.env, ...args, "--yes");

  expect(agreed).toMatchObject({ code: 0, output: `${email} is an administrator now\n` });
  expect((await read("/admin/users", await signIn(email))).status).toBe(200);
  expect(await findAudit(email)).toMatchObject([
    { action: "account.changed", actor_id: null, details: { role: "admin" } },
  ]);
  expect((await runOperator(shunt.env, ...args)).output).toContain("is an administrator already");
});

test("shunt user disable ends the sessions of an account and blocks sign-in until user enable", async () => {
  const email = await register();
  const token = await signIn(email);

  expect(await runOperator(shunt.env, "user", "disable", email)).toMatchObject({ code: 0 });
  expect((await read("/auth/me", token)).status).toBe(401);
  expect((await post("/auth/login", { email, password })).status).toBe(401);
  const promoted = await runOperator(shunt.env, "user", "create-admin", "--email", email, "--yes");
  expect(promoted.errors).toContain("is disabled");
  expect(await runOperator(shunt.env, "user", "enable", email)).toMatchObject({ code: 0 });

  expect((await read("/auth/me", await signIn(email))).status).toBe(200);
  expect(await findAudit(email)).toMatchObject([
    { actor_id: null, details: { is_active: false } },
    { actor_id: null, details: { is_active: true } },
  ]);
});

test("shunt user disable rejects an unknown account", async () => {
  const { code, errors } = await runOperator(shunt.env, "user", "disable", "unknown@example.com");

  expect({ code, errors }).toEqual({ code: 1, errors: "there is no account unknown@example.com\n" });
});

test("shunt user list prints a table, and JSON without password hashes", async () => {
  const email = await register();
  await post("/urls", { original_url: "https://example.com/" }, await signIn(email));

  const table = await runOperator(shunt.env, "user", "list", "--search", email);
  const { output } = await runOperator(shunt.env, "user", "list", "--json");

  expect(table.output).toMatch(new RegExp(`^${email} +user +unconfirmed +\\d{4}-\\d\\d-\\d\\d +1 link\n$`));
  const users = output.trimEnd().split("\n");
  expect(users.map(line => JSON.parse(line)).find(user => user.email === email)).toMatchObject({ link_count: 1 });
  expect(output).not.toContain("argon2");
});

test("shunt user set-password sets a password from a pipe and ends the account's other access", async () => {
  const email = await register();
  const token = await signIn(email);
  const { body: key } = await post("/api-keys", { name: "key", scopes: ["read"] }, token);

  const short = await pipeToOperator("short", shunt.env, "user", "set-password", email);
  const common = await pipeToOperator("password1", shunt.env, "user", "set-password", email);
  const set = await pipeToOperator("a brand new password\n", shunt.env, "user", "set-password", email.toUpperCase());

  expect([short.code, short.errors]).toEqual([1, expect.stringContaining("must have 8 to 128 characters")]);
  expect([common.code, common.errors]).toEqual([1, expect.stringContaining("is too common")]);
  expect(set).toMatchObject({ code: 0, output: expect.stringContaining(`${email} has a new password`), errors: "" });
  expect((await read("/auth/me", token)).status).toBe(401);
  expect((await read("/urls", String(key.key))).status).toBe(401);
  expect((await post("/auth/login", { email, password })).status).toBe(401);
  expect((await read("/auth/me", await signIn(email, "a brand new password"))).status).toBe(200);
  expect(await findAudit(email)).toMatchObject([{ action: "account.password-reset", actor_id: null }]);
});

test("shunt user reset-2fa disables two-factor authentication and ends the sessions", async () => {
  const email = await register();
  const token = await signIn(email);
  await post("/auth/totp", { password }, token);
  await sql`update totp set confirmed_at = now() where user_id = (select id from users where email = ${email})`.execute(
    shunt.db,
  );
  expect((await post("/auth/login", { email, password })).body).toMatchObject({ code: "totp-required" });

  const reset = await runOperator(shunt.env, "user", "reset-2fa", email);
  const again = await runOperator(shunt.env, "user", "reset-2fa", email);

  expect(reset).toMatchObject({ code: 0, output: expect.stringContaining("without a two-factor code") });
  expect(again).toMatchObject({ code: 1, errors: `${problems["totp-not-enabled"].title}\n` });
  expect((await read("/auth/me", token)).status).toBe(401);
  expect((await read("/auth/me", await signIn(email))).status).toBe(200);
  expect(await findAudit(email)).toMatchObject([{ action: "account.totp-disabled", actor_id: null }]);
});

test("shunt user delete deletes an account with its links, also from the caches, only with --yes", async () => {
  const email = await register();
  const token = await signIn(email);
  const { body: link } = await post("/urls", { original_url: "https://example.com/" }, token);
  expect((await shunt.click(link.short_code)).status).toBe(302);

  const refused = await runOperator(shunt.env, "user", "delete", email);
  const stays = await read("/auth/me", token);
  const deleted = await runOperator(shunt.env, "user", "delete", email, "--yes", "--json");

  expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining("--yes")]);
  expect(stays.status).toBe(200);
  expect(deleted).toMatchObject({ code: 0, errors: "" });
  expect(JSON.parse(deleted.output)).toMatchObject({ email, role: "user" });
  expect((await runOperator(shunt.env, "user", "list", "--search", email)).output).toBe("");
  expect((await read("/auth/me", token)).status).toBe(401);
  await waitFor(async () => (await shunt.click(link.short_code)).status === 404, { what: "the link to be gone" });
  const { rows } = await sql`select from cache_outbox`.execute(shunt.db);
  expect(rows).toEqual([]);
});

test("shunt user demote ends the sessions of an administrator and leaves an ordinary user", async () => {
  const [email, other] = [await register(), await register()];
  for (const admin of [email, other]) await runOperator(shunt.env, "user", "create-admin", "--email", admin, "--yes");
  const token = await signIn(email);

  const demoted = await runOperator(shunt.env, "user", "demote", email, "--json");

  expect(JSON.parse(demoted.output)).toMatchObject({ email, role: "user", is_active: true });
  expect((await read("/auth/me", token)).status).toBe(401);
  expect((await read("/admin/users", await signIn(email))).status).toBe(403);
});

test.each([["demote"], ["disable"], ["delete", "--yes"]])(
  "shunt user %s keeps the last administrator, as the API does",
  async (verb, ...options) => {
    const email = await register();
    await sql`update users set role = 'user' where role = 'admin'`.execute(shunt.db);
    await runOperator(shunt.env, "user", "create-admin", "--email", email, "--yes");

    const { code, errors } = await runOperator(shunt.env, "user", verb, email, ...options);

    expect({ code, errors }).toEqual({ code: 1, errors: "At least one active administrator must remain\n" });
    expect((await read("/admin/users", await signIn(email))).status).toBe(200);
  },
);

test.each([["create-admin", "--email"], ["disable"], ["enable"]])(
  "shunt user %s --json prints the account",
  async (verb, ...options) => {
    const email = await register();

    const { output } = await runOperator(
      shunt.env,
      "user",
      verb,
      ...options,
      email,
      "--json",
      ...(verb === "create-admin" ? ["--yes"] : []),
    );

    expect(JSON.parse(output)).toEqual({
      id: expect.any(String),
      email,
      role: verb === "create-admin" ? "admin" : "user",
      is_active: verb !== "disable",
      is_verified: false,
    });
  },
);

/** Whether `script` of util-linux is installed, which runs a command in a terminal. Other versions take other arguments. */
const hasScript = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") ?? false;

/** Runs `shunt` in a terminal and answers each question. Returns what the terminal showed. */
async function runInTerminal(
  args: readonly string[],
  answers: readonly (readonly [question: string, answer: string])[],
) {
  const line = [...(await operatorCommand()), ...args].map(word => `'${word}'`).join(" ");
  const child = spawn("script", ["-qec", line, "/dev/null"], { env: shunt.env });
  let seen = "";
  child.stdout.on("data", (chunk: Buffer) => {
    seen += chunk;
  });
  const ended = new Promise<number | null>(done => child.once("close", done));
  for (const [question, answer] of answers) {
    await waitFor(() => seen.includes(question), { what: question });
    child.stdin.write(`${answer}\r`);
  }
  return { code: await ended, seen };
}

test.skipIf(!hasScript)(
  "shunt user create-admin asks twice for a password in a terminal and does not show it",
  async () => {
    const email = aNewAddress();

    const { code, seen } = await runInTerminal(
      ["user", "create-admin", "--email", email],
      [
        ["Password: ", password],
        ["Repeat the password: ", password],
      ],
    );

    expect(code).toBe(0);
    expect(seen).not.toContain(password);
    expect((await read("/admin/users", await signIn(email))).status).toBe(200);
  },
);

test.skipIf(!hasScript)(
  "shunt user create-admin asks for confirmation in a terminal and changes nothing without it",
  async () => {
    const email = await register();

    const no = await runInTerminal(["user", "create-admin", "--email", email], [["[y/N]", ""]]);
    expect(no.code).toBe(1);
    expect((await read("/admin/users", await signIn(email))).status).toBe(403);
    const yes = await runInTerminal(["user", "create-admin", "--email", email], [["[y/N]", "y"]]);

    expect(yes.code).toBe(0);
    expect((await read("/admin/users", await signIn(email))).status).toBe(200);
  },
);
