import { createDb, type Db } from "@shunt/db";
import { createLogger } from "@shunt/runtime";
import { waitFor } from "@shunt/testing";
import { sql } from "kysely";
import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startMailServer } from "../../testing/start-mail-server.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";
import { findTimeStep } from "./totp.ts";

const stepMs = 30_000;
const admin = { email: "admin@example.com", password: "the operator's own" };
let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi({ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

/** Starts in the middle of a time step and moves only when a test advances it. */
let now = Math.floor(Date.now() / stepMs) * stepMs + stepMs / 2;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now });
  return () => vi.useRealTimers();
});
function letTimePass(steps = 1): void {
  now += steps * stepMs;
  vi.setSystemTime(now);
}

async function hasWaiter(): Promise<boolean> {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
  return rows.length > 0;
}

const totp = "/api/v1/auth/totp";
const post = (path: string, token: string, body: object, of = api) => of.call("POST", totp + path, { body, token });
const state = async (token: string) => (await api.call("GET", totp, { token })).body;
const toCode = (secret: string, steps = 0) => new TOTP({ secret }).generate({ timestamp: now + steps * stepMs });
const proofOf = ({ password, secret }: { password: string; secret: string }) => ({
  password,
  totp_code: toCode(secret),
});
const wrongCode = (secret: string) => {
  const right = [-1, 0, 1].map(steps => toCode(secret, steps));
  return ["000000", "111111", "222222", "333333"].find(code => !right.includes(code)) ?? "";
};
const codesOf = (answers: readonly { status: number; body: { code?: string } }[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status, body }) => body.code ?? String(status))].map(([code, of]) => [code, of.length]),
  );

interface Account {
  email: string;
  password: string;
}
function login({ email, password }: Account, totp_code?: string, of = api) {
  return of.call("POST", "/api/v1/auth/login", { body: { email, password, totp_code } });
}
const attempt = async (account: Account, code?: string, of = api) => {
  const { status, body } = await login(account, code, of);
  return body.code ?? status;
};

/** An account with two-factor authentication whose current codes are all unused. */
async function withTotp(of = api) {
  const account = await of.signUp();
  const { body: begun } = await post("", account.token, { password: account.password }, of);
  const confirmed = await post("/confirm", account.token, { code: toCode(begun.secret) }, of);
  expect(confirmed.status).toBe(200);
  letTimePass(3);
  return { ...account, secret: String(begun.secret), recoveryCodes: confirmed.body.recovery_codes as string[] };
}

test.each([
  [59, "287082", 1],
  [1_111_111_109, "081804", 37_037_036],
  [1_234_567_890, "005924", 41_152_263],
  [20_000_000_000, "353130", 666_666_666],
])("at second %i the code is %s (RFC 6238, appendix B)", (seconds, code, step) => {
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  expect(findTimeStep(secret, code, seconds * 1_000)).toBe(step);
  expect(findTimeStep(secret, code, (seconds + 90) * 1_000)).toBeUndefined();
});

test("setting up two-factor authentication needs the password and returns a URI; sign-ins need codes after confirmation", async () => {
  const ann = await api.signUp();
  const wrong = await post("", ann.token, { password: "not it at all" });
  const { body: begun } = await post("", ann.token, { password: ann.password });
  expect(await attempt(ann)).toBe(200);
  expect(await state(ann.token)).toEqual({ is_enabled: false, recovery_codes_left: 0 });
  const mistyped = await post("/confirm", ann.token, { code: wrongCode(begun.secret) });

  const confirmed = await post("/confirm", ann.token, { code: toCode(begun.secret) });

  expect(wrong).toMatchObject({ status: 403, body: { code: "wrong-password" } });
  expect(mistyped).toMatchObject({ status: 422, body: { errors: [{ pointer: "/code" }] } });
  expect(begun.secret).toMatch(/^[A-Z2-7]{32}$/);
  const uri = new URL(begun.uri);
  expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
    "otpauth:",
    "totp",
    `/Shunt:${ann.email}`,
  ]);
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret: begun.secret, issuer: "Shunt", digits: "6" });
  expect(confirmed.status).toBe(200);
  expect(await state(ann.token)).toEqual({ is_enabled: true, recovery_codes_left: 10 });
  expect(await attempt(ann)).toBe("totp-required");
});

test("confirming returns ten different recovery codes without ambiguous letters", async () => {
  const { recoveryCodes } = await withTotp();

  expect(new Set(recoveryCodes).size).toBe(10);
  for (const code of recoveryCodes) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$/);
});

test("beginning again replaces the unconfirmed secret", async () => {
  const ann = await api.signUp();
  const { body: first } = await post("", ann.token, { password: ann.password });
  const { body: second } = await post("", ann.token, { password: ann.password });

  expect((await post("/confirm", ann.token, { code: toCode(first.secret) })).status).toBe(422);
  expect((await post("/confirm", ann.token, { code: toCode(second.secret) })).status).toBe(200);
});

test("only one of several concurrent confirmations returns recovery codes, and they work", async () => {
  const ann = await api.signUp();
  const { body: begun } = await post("", ann.token, { password: ann.password });
  const code = toCode(begun.secret);

  const answers = await Promise.all(Array.from({ length: 20 }, () => post("/confirm", ann.token, { code })));

  expect(codesOf(answers)).toEqual({ 200: 1, "totp-enabled": 19 });
  const [recoveryCode] = answers.find(({ status }) => status === 200)?.body.recovery_codes ?? [];
  expect(await attempt(ann, recoveryCode)).toBe(200);
});

test("requests that do not fit the state of two-factor authentication are refused", async () => {
  const [ann, bob, eve] = [await withTotp(), await api.signUp(), await api.signUp()];
  await post("", eve.token, { password: eve.password });

  expect((await post("/confirm", bob.token, { code: "123456" })).body.code).toBe("totp-not-enabled");
  for (const { token, password } of [bob, eve])
    expect(
      codesOf([await post("/recovery-codes", token, { password }), await post("/disable", token, { password })]),
    ).toEqual({ "totp-not-enabled": 2 });
  expect(
    codesOf([
      await post("", ann.token, { password: ann.password }),
      await post("/confirm", ann.token, { code: toCode(ann.secret) }),
    ]),
  ).toEqual({ "totp-enabled": 2 });
});

test("signing in needs the password and a code", async () => {
  const ann = await withTotp();

  expect(await attempt(ann)).toBe("totp-required");
  expect(await attempt(ann, wrongCode(ann.secret))).toBe("invalid-totp-code");
  expect(await attempt(ann, "not a code")).toBe("invalid-totp-code");
  expect(await attempt({ ...ann, password: "not it at all" }, toCode(ann.secret))).toBe("invalid-credentials");
  const right = await login(ann, toCode(ann.secret));
  expect(right).toMatchObject({ status: 200, body: { token_type: "bearer" } });
  expect((await api.call("GET", "/api/v1/auth/me", { token: right.body.access_token })).status).toBe(200);
});

test.each([
  ["a space", (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`],
  ["a dash", (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`],
])("a code with %s in it is accepted", async (_name, type) => {
  const ann = await withTotp();

  expect(await attempt(ann, type(toCode(ann.secret)))).toBe(200);
});

test("a code of an adjacent time step is accepted, but not one older than a used code", async () => {
  const ann = await withTotp();

  expect(await attempt(ann, toCode(ann.secret, -2))).toBe("invalid-totp-code");
  expect(await attempt(ann, toCode(ann.secret, 2))).toBe("invalid-totp-code");
  expect(await attempt(ann, toCode(ann.secret, -1))).toBe(200);
  expect(await attempt(ann, toCode(ann.secret, 1))).toBe(200);
  expect(await attempt(ann, toCode(ann.secret, 0))).toBe("invalid-totp-code");
  letTimePass(2);
  expect(await attempt(ann, toCode(ann.secret))).toBe(200);
});

test("the confirming code cannot be used to sign in", async () => {
  const ann = await api.signUp();
  const { body: begun } = await post("", ann.token, { password: ann.password });
  const code = toCode(begun.secret);
  await post("/confirm", ann.token, { code });

  expect(await attempt(ann, code)).toBe("invalid-totp-code");
  letTimePass();
  expect(await attempt(ann, toCode(begun.secret))).toBe(200);
});

test("only one of fifty concurrent sign-ins with the same code succeeds", async () => {
  const ann = await withTotp();
  const code = toCode(ann.secret);

  const answers = await Promise.all(Array.from({ length: 50 }, () => login(ann, code)));

  expect(codesOf(answers)).toEqual({ 200: 1, "invalid-totp-code": 49 });
});

test("a recovery code works once in any spelling, even with fifty concurrent sign-ins", async () => {
  const ann = await withTotp();
  const [first = "", second = ""] = ann.recoveryCodes;

  const answers = await Promise.all(Array.from({ length: 50 }, () => login(ann, first)));

  expect(codesOf(answers)).toEqual({ 200: 1, "invalid-totp-code": 49 });
  expect(await attempt(ann, second.toLowerCase().replaceAll("-", " "))).toBe(200);
  expect(await attempt(ann, second)).toBe("invalid-totp-code");
  expect(await state(ann.token)).toEqual({ is_enabled: true, recovery_codes_left: 8 });
});

test("new recovery codes replace the old ones", async () => {
  const ann = await withTotp();
  const { status, body } = await post("/recovery-codes", ann.token, proofOf(ann));

  expect(status).toBe(200);
  expect(await state(ann.token)).toEqual({ is_enabled: true, recovery_codes_left: 10 });
  expect(await attempt(ann, ann.recoveryCodes[0])).toBe("invalid-totp-code");
  expect(await attempt(ann, body.recovery_codes[0])).toBe(200);
});

test("another account's recovery code is refused", async () => {
  const [ann, bob] = [await withTotp(), await withTotp()];

  expect(await attempt(ann, bob.recoveryCodes[0])).toBe("invalid-totp-code");
});

const changes = {
  "new recovery codes": (token: string, proof: object) => post("/recovery-codes", token, proof),
  "disabling it": (token: string, proof: object) => post("/disable", token, proof),
  "deleting the account": (token: string, body: object) => api.call("DELETE", "/api/v1/auth/me", { token, body }),
};

test.each(Object.entries(changes))("%s needs the password and an unused code", async (_what, change) => {
  const ann = await withTotp();
  const { password } = ann;
  const used = toCode(ann.secret);
  expect(await attempt(ann, used)).toBe(200);

  const refused = [
    await change(ann.token, { password: "not it at all", totp_code: toCode(ann.secret, 1) }),
    await change(ann.token, { password }),
    await change(ann.token, { password, totp_code: wrongCode(ann.secret) }),
    await change(ann.token, { password, totp_code: used }),
  ];

  expect(refused.map(({ body }) => body.code)).toEqual([
    "wrong-password",
    "totp-required",
    "invalid-totp-code",
    "invalid-totp-code",
  ]);
  expect(await state(ann.token)).toEqual({ is_enabled: true, recovery_codes_left: 10 });
  expect((await change(ann.token, { password, totp_code: ann.recoveryCodes[0] })).status).toBeLessThan(300);
});

test("deleting the account needs a code if two-factor authentication was enabled while the deletion waited", async () => {
  const ann = await api.signUp();
  await post("", ann.token, { password: ann.password });

  const { answer } = await db.transaction().execute(async tx => {
    await sql`select from users where id = ${ann.id} for update`.execute(tx);
    const body = { password: ann.password };
    const deleting = api.call("DELETE", "/api/v1/auth/me", { token: ann.token, body });
    await waitFor(hasWaiter, { what: "the deletion to wait for the account" });
    await tx.updateTable("totp").set({ confirmed_at: new Date() }).where("user_id", "=", ann.id).execute();
    return { answer: deleting };
  });

  expect((await answer).body.code).toBe("totp-required");
  expect((await state(ann.token)).is_enabled).toBe(true);
});

test("disabling deletes the recovery codes", async () => {
  const ann = await withTotp();

  expect((await post("/disable", ann.token, proofOf(ann))).status).toBe(204);

  expect(await attempt(ann)).toBe(200);
  expect(await state(ann.token)).toEqual({ is_enabled: false, recovery_codes_left: 0 });
});

test("changes of two-factor authentication are written to the audit log", async () => {
  const ann = await withTotp();
  await post("/recovery-codes", ann.token, proofOf(ann));
  letTimePass();
  await post("/disable", ann.token, proofOf(ann));

  const entries = db.selectFrom("audit_log").select("action").where("actor_id", "=", ann.id).orderBy("created_at");
  expect((await entries.execute()).map(({ action }) => action)).toEqual([
    "account.totp-enabled",
    "account.recovery-codes-replaced",
    "account.totp-disabled",
  ]);
});

test("sessions and API keys keep working when two-factor authentication is enabled", async () => {
  const ann = await api.signUp();
  const { body: key } = await api.call("POST", "/api/v1/api-keys", {
    body: { name: "CI", scopes: ["read"] },
    token: ann.token,
  });
  const { body: begun } = await post("", ann.token, { password: ann.password });
  await post("/confirm", ann.token, { code: toCode(begun.secret) });

  for (const token of [ann.token, key.key]) expect((await api.call("GET", "/api/v1/urls", { token })).status).toBe(200);
  const body = { refresh_token: ann.refreshToken };
  expect((await api.call("POST", "/api/v1/auth/refresh", { body })).status).toBe(200);
  expect((await api.call("GET", totp, { token: key.key })).body.code).toBe("missing-scope");
});

test("the database holds no secret or recovery code in plain text", async () => {
  const { id, secret, recoveryCodes } = await withTotp();

  const kept = await db.selectFrom("totp").select("secret").where("user_id", "=", id).executeTakeFirstOrThrow();
  const codes = await db.selectFrom("recovery_codes").select("code_hash").where("user_id", "=", id).execute();

  expect(kept.secret.includes(secret)).toBe(false);
  expect(codes.every(({ code_hash }) => code_hash.length === 32)).toBe(true);
  expect(codes.some(({ code_hash }) => recoveryCodes.some(code => code_hash.includes(code.slice(0, 4))))).toBe(false);
});

test.each([
  { isConfirmed: true, outcome: "is kept" },
  { isConfirmed: false, outcome: "is removed" },
])(
  "resetPassword with a confirmed address ($isConfirmed): two-factor authentication $outcome",
  async ({ isConfirmed }) => {
    const mailServer = await startMailServer();
    const mailing = await startTestApi({ SMTP_URL: mailServer.url, DATABASE_URL: api.databaseUrl });
    const ann = await withTotp();
    const request = (path: string, body: object, token?: string) =>
      mailing.call("POST", `/api/v1/auth/${path}`, { body, ...(token && { token }) });
    if (isConfirmed) {
      await request("email-verification", {}, ann.token);
      await request("verify-email", { token: await mailServer.waitForToken(ann.email, "verify-email") });
    }
    await request("forgot-password", { email: ann.email });
    const token = await mailServer.waitForToken(ann.email, "reset-password");
    expect((await request("reset-password", { token, new_password: "a quite different one" })).status).toBe(204);
    await mailing.stop();
    await mailServer.stop();

    const renewed = { email: ann.email, password: "a quite different one" };
    expect(await attempt(renewed)).toBe(isConfirmed ? "totp-required" : 200);
    expect(await attempt(renewed, toCode(ann.secret))).toBe(200);
  },
);

test("wrong codes are limited per hour; right codes do not count", async () => {
  const strict = await startTestApi({ RATE_LIMIT_TOTP: "3", DATABASE_URL: api.databaseUrl });
  const [ann, bob] = [await withTotp(strict), await withTotp(strict)];
  const outsider = { ...ann, password: "not it at all" };
  for (let i = 0; i < 5; i++) expect(await attempt(outsider, "000000", strict)).toBe("invalid-credentials");
  for (let i = 0; i < 5; i++) {
    expect(await attempt(ann, toCode(ann.secret), strict)).toBe(200);
    letTimePass();
  }

  const guesses = await Promise.all(Array.from({ length: 10 }, () => login(ann, wrongCode(ann.secret), strict)));
  const right = await login(ann, toCode(ann.secret), strict);

  expect(codesOf(guesses)).toEqual({ "invalid-totp-code": 3, "rate-limited": 7 });
  expect(right).toMatchObject({ status: 429, body: { code: "rate-limited" } });
  expect(Number(right.headers.get("retry-after"))).toBeGreaterThan(3_500);
  expect(await attempt(ann, ann.recoveryCodes[0], strict)).toBe("rate-limited");
  expect(await attempt(bob, toCode(bob.secret), strict)).toBe(200);
  await strict.stop();
});

test("administrators can disable another account's two-factor authentication, but not their own", async () => {
  const token: string = await waitFor(async () => (await login(admin)).body.access_token, {
    what: "the administrator",
  });
  const me = (await api.call("GET", "/api/v1/auth/me", { token })).body.id;
  const [ann, bob] = [await withTotp(), await api.signUp()];
  const remove = async (id: string, by = token) => {
    const { status, body } = await api.call("DELETE", `/api/v1/admin/users/${id}/totp`, { token: by });
    return body.code ?? status;
  };

  expect(await remove(ann.id, bob.token)).toBe("admin-only");
  expect(await attempt(ann)).toBe("totp-required");
  expect(await remove(ann.id)).toBe(204);

  expect(await attempt(ann)).toBe(200);
  expect(await remove(bob.id)).toBe("totp-not-enabled");
  expect(await remove(me)).toBe("own-account");
  expect(await remove("01a1fb6f-b333-7117-b1e7-8f91c9f609cf")).toBe("user-not-found");
  const entries = db
    .selectFrom("audit_log")
    .select("action")
    .where("actor_id", "=", me)
    .where("subject_id", "=", ann.id);
  expect(await entries.execute()).toEqual([{ action: "account.totp-disabled" }]);
});

test("two-factor secrets are resealed when SECRET_KEY is replaced, so that the old key can be removed", async () => {
  const [old, young] = ["1a".repeat(32), "2b".repeat(32)];
  const before = await startTestApi({ SECRET_KEY: old });
  const DATABASE_URL = before.databaseUrl;
  const ann = await withTotp(before);
  const own = createDb({ url: DATABASE_URL, max: 1, applicationName: "test" });
  const sealed = async () => (await own.selectFrom("totp").select("secret").executeTakeFirstOrThrow()).secret;
  const first = await sealed();

  const during = await startTestApi({ SECRET_KEY: `${young},${old}`, DATABASE_URL });
  await waitFor(async () => !(await sealed()).equals(first), { what: "the secret to be resealed" });
  await during.stop();

  const after = await startTestApi({ SECRET_KEY: young, DATABASE_URL });
  expect(await attempt(ann, toCode(ann.secret), after)).toBe(200);
  for (const service of [after, before]) await service.stop();
  await own.destroy();
});

test("if the SECRET_KEY of a two-factor secret is lost, recovery codes still work and an error is logged", async () => {
  const before = await startTestApi({ SECRET_KEY: "1a".repeat(32) });
  const ann = await withTotp(before);
  const lines: unknown[] = [];
  const log = Object.assign(createLogger("test", "silent"), { error: (fields: unknown) => void lines.push(fields) });
  const after = await startTestApi({ SECRET_KEY: "2b".repeat(32), DATABASE_URL: before.databaseUrl }, { log });

  expect(await attempt(ann, toCode(ann.secret), after)).toBe("invalid-totp-code");
  expect(await attempt(ann, ann.recoveryCodes[0], after)).toBe(200);

  expect(lines).toEqual([{ user_id: ann.id }]);
  for (const service of [after, before]) await service.stop();
});
