import { inspect } from "node:util";
import { createDb, type Db } from "@shunt/db";
import { createLogger, type Logger } from "@shunt/runtime";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MailServer, startMailServer } from "../../testing/start-mail-server.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
let mailServer: MailServer;
let api: TestApi;
let db: Db;
beforeAll(async () => {
  mailServer = await startMailServer();
  api = await startTestApi({
    SMTP_URL: mailServer.url,
    APP_URL: "https://app.example.com",
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
  });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
  await mailServer.stop();
});

const auth = "/api/v1/auth";
const newPassword = "a quite different one";
const post = (path: string, body?: object, token?: string) =>
  api.call("POST", `${auth}/${path}`, { ...(body && { body }), ...(token !== undefined && { token }) });
const me = async (token: string) => api.call("GET", `${auth}/me`, { token });
const isVerified = async (token: string) => (await me(token)).body.is_verified;
const login = async (email: string, password: string) => (await post("login", { email, password })).status;
const times = <T>(count: number, run: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => run(i)));

async function forget(email: string, count = 1): Promise<string> {
  expect((await post("forgot-password", { email })).status).toBe(204);
  return mailServer.waitForToken(email, "reset-password", count);
}

function disable(id: string, isActive = false) {
  return db.updateTable("users").set({ is_active: isActive }).where("id", "=", id).execute();
}

test("registering sends a mail whose link confirms the address", async () => {
  const ann = await api.signUp();
  const token = await mailServer.waitForToken(ann.email, "verify-email");
  expect(await isVerified(ann.token)).toBe(false);

  const answer = await post("verify-email", { token });

  expect(answer.status).toBe(204);
  expect(await isVerified(ann.token)).toBe(true);
  const mail = mailServer.mails.find(({ to }) => to === ann.email);
  expect(mail).toMatchObject({
    from: "Shunt <shunt@app.example.com>",
    subject: "Confirm your e-mail address",
    text: expect.stringContaining(`\nhttps://app.example.com/verify-email?token=${token}\n`),
  });
});

test("a new confirmation mail replaces the previous link, which works once", async () => {
  const ann = await api.signUp();
  const first = await mailServer.waitForToken(ann.email, "verify-email");
  expect((await post("email-verification", undefined, ann.token)).status).toBe(204);
  const second = await mailServer.waitForToken(ann.email, "verify-email", 2);

  const old = await post("verify-email", { token: first });
  const right = await post("verify-email", { token: second });
  const again = await post("verify-email", { token: second });

  expect(old).toMatchObject({ status: 422, body: { code: "mail-token-invalid" } });
  expect(right.status).toBe(204);
  expect(again).toMatchObject({ status: 422, body: { code: "mail-token-invalid" } });
  expect(await post("email-verification", undefined, ann.token)).toMatchObject({
    status: 409,
    body: { code: "email-verified" },
  });
});

test("ADMIN_EMAIL gets no confirmation mail", async () => {
  await waitFor(async () => (await login(admin.email, admin.password)) === 200, { what: "the administrator" });
  await api.signUp().then(({ email }) => mailServer.waitForToken(email, "verify-email"));

  expect(mailServer.mails.map(({ to }) => to)).not.toContain(admin.email);
});

test("resetting a password ends all sessions and confirms the address", async () => {
  const ann = await api.signUp();
  const verification = await mailServer.waitForToken(ann.email, "verify-email");
  expect((await post("forgot-password", { email: ann.email.toUpperCase() })).status).toBe(204);
  const token = await mailServer.waitForToken(ann.email, "reset-password");

  const answer = await post("reset-password", { token, new_password: newPassword });

  expect(answer.status).toBe(204);
  expect((await me(ann.token)).status).toBe(401);
  expect((await post("refresh", { refresh_token: ann.refreshToken })).status).toBe(401);
  expect([await login(ann.email, ann.password), await login(ann.email, newPassword)]).toEqual([401, 200]);
  const user = await db.selectFrom("users").select("is_verified").where("id", "=", ann.id).executeTakeFirst();
  expect(user?.is_verified).toBe(true);
  expect((await post("verify-email", { token: verification })).body.code).toBe("mail-token-invalid");
  expect((await post("reset-password", { token, new_password: newPassword })).body.code).toBe("mail-token-invalid");
  const entries = await db.selectFrom("audit_log").select(["actor_id", "action"]).where("subject_id", "=", ann.id);
  expect(await entries.execute()).toEqual([{ actor_id: ann.id, action: "account.password-reset" }]);
});

test("only one of fifty concurrent resets with the same link succeeds", async () => {
  const ann = await api.signUp();
  const token = await forget(ann.email);

  const answers = await times(50, i =>
    post("reset-password", { token, new_password: `the new one, number ${i}` }).then(({ status }) => status),
  );

  expect(answers.filter(status => status === 204)).toHaveLength(1);
  expect(answers.filter(status => status === 422)).toHaveLength(49);
  expect(await login(ann.email, `the new one, number ${answers.indexOf(204)}`)).toBe(200);
});

test("only one of fifty concurrent confirmations with the same link succeeds", async () => {
  const ann = await api.signUp();
  const token = await mailServer.waitForToken(ann.email, "verify-email");

  const answers = await times(50, () => post("verify-email", { token }));

  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
});

test("reset-password refuses common and short passwords without using up the link", async () => {
  const ann = await api.signUp();
  const token = await forget(ann.email);

  for (const new_password of ["iloveyou1", "short"])
    expect(await post("reset-password", { token, new_password })).toMatchObject({
      status: 422,
      body: { code: "validation-failed", errors: [{ pointer: "/new_password" }] },
    });

  expect((await post("reset-password", { token, new_password: newPassword })).status).toBe(204);
});

test("a mail link works only for its purpose and until it expires", async () => {
  const ann = await api.signUp();
  const verify = await mailServer.waitForToken(ann.email, "verify-email");
  const reset = await forget(ann.email);
  const kept = await db.selectFrom("mail_tokens").selectAll().where("user_id", "=", ann.id).execute();
  const hours = kept.map(({ purpose, expires_at, created_at }) => [purpose, (+expires_at - +created_at) / 3_600_000]);

  expect(Object.fromEntries(hours)).toEqual({ "verify-email": 24, "reset-password": 1 });
  expect(JSON.stringify(kept)).not.toContain(JSON.stringify(Buffer.from(reset, "base64url")));
  expect((await post("verify-email", { token: reset })).status).toBe(422);
  expect((await post("reset-password", { token: verify, new_password: newPassword })).status).toBe(422);
  await db
    .updateTable("mail_tokens")
    .set({ expires_at: new Date(Date.now() - 1_000) })
    .where("user_id", "=", ann.id)
    .execute();
  expect((await post("verify-email", { token: verify })).body.code).toBe("mail-token-invalid");
  expect((await post("reset-password", { token: reset, new_password: newPassword })).body.code).toBe(
    "mail-token-invalid",
  );
});

test("a disabled account can neither confirm its address nor reset its password, and gets no mail", async () => {
  const [ann, bob] = [await api.signUp(), await api.signUp()];
  const verify = await mailServer.waitForToken(ann.email, "verify-email");
  const reset = await forget(ann.email);
  await disable(ann.id);

  expect((await post("verify-email", { token: verify })).body.code).toBe("mail-token-invalid");
  expect((await post("reset-password", { token: reset, new_password: newPassword })).body.code).toBe(
    "mail-token-invalid",
  );
  const before = mailServer.mails.length;
  expect((await post("forgot-password", { email: ann.email })).status).toBe(204);
  // Mails are sent in the order of the requests.
  await forget(bob.email);
  expect(mailServer.mails).toHaveLength(before + 1);
  await disable(ann.id, true);
  expect([await login(ann.email, newPassword), await login(ann.email, ann.password)]).toEqual([401, 200]);
});

test("forgot-password answers the same for an unknown address, and sends no mail", async () => {
  const ann = await api.signUp();
  await mailServer.waitForToken(ann.email, "verify-email");

  const unknown = await post("forgot-password", { email: "unknown@example.com" });
  const known = await post("forgot-password", { email: ann.email });

  await mailServer.waitForToken(ann.email, "reset-password");
  expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
  expect(mailServer.mails.map(({ to }) => to)).not.toContain("unknown@example.com");
});

test("a sign-in with the old password during a reset leaves no session", async () => {
  const ann = await api.signUp();
  const token = await forget(ann.email);

  const [, ...logins] = await Promise.all([
    post("reset-password", { token, new_password: newPassword }),
    ...Array.from({ length: 20 }, () => post("login", { email: ann.email, password: ann.password })),
  ]);

  const alive = await Promise.all(
    logins.filter(({ status }) => status === 200).map(({ body }) => me(body.access_token).then(({ status }) => status)),
  );
  expect(alive.every(status => status === 401)).toBe(true);
});

test("reset mails to one address are limited for all strangers together, with or without an account", async () => {
  const strict = await startTestApi({
    SMTP_URL: mailServer.url,
    DATABASE_URL: api.databaseUrl,
    RATE_LIMIT_MAIL: "3",
    TRUSTED_PROXIES: "127.0.0.0/8,::1",
    MAIL_FROM: "Links <links@example.com>",
  });
  const ann = await strict.signUp();
  let last = 0;
  const forgot = (email: string, client = `198.51.100.${++last}`) =>
    strict.call("POST", `${auth}/forgot-password`, { body: { email }, headers: { "x-forwarded-for": client } });

  const ofAnn = await times(5, i => forgot(i % 2 ? ann.email : ann.email.toUpperCase()));
  const forUnknown = await times(5, () => forgot("unknown@example.com"));
  const byClient = await times(5, i => forgot(`unknown-${i}@example.com`, "203.0.113.1"));
  // The network that Ann registered from has its own limit.
  const byAnn = await strict.call("POST", `${auth}/forgot-password`, { body: { email: ann.email } });
  await mailServer.waitForToken(ann.email, "reset-password", 4);
  // Her limit of confirmation mails is untouched: one was sent when she registered.
  const confirmations = await times(3, () => strict.call("POST", `${auth}/email-verification`, { token: ann.token }));
  await strict.stop();

  for (const answers of [ofAnn, forUnknown])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 204, 204, 429, 429]);
  expect(byAnn.status).toBe(204);
  expect(byClient.map(({ status }) => status).sort()).toEqual([204, 204, 204, 429, 429]);
  const refused = byClient.find(({ status }) => status === 429);
  expect(refused?.body.code).toBe("rate-limited");
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(3_500);
  expect(confirmations.map(({ status }) => status).sort()).toEqual([204, 204, 429]);
  const resets = mailServer.mails.filter(({ to, text }) => to === ann.email && text.includes("/reset-password"));
  expect(resets).toHaveLength(4);
  expect(resets[0]?.from).toBe("Links <links@example.com>");
});

function aLog(): { log: Logger; lines: unknown[] } {
  const lines: unknown[] = [];
  const keep = (fields: object, message: string) => void lines.push({ ...fields, message });
  return { log: Object.assign(createLogger("test", "silent"), { warn: keep, error: keep }), lines };
}

test("without SMTP_URL, mail is written to the log with a working link", async () => {
  const { log, lines } = aLog();
  const quiet = await startTestApi({}, { log });
  const ann = await quiet.signUp();
  await waitFor(() => lines.length > 0, { what: "the mail" });
  const [{ mail }] = lines as [{ mail: { to: string; text: string } }];

  const token = /^http:\/\/localhost:8001\/verify-email\?token=([\w-]+)$/m.exec(mail.text)?.[1];

  expect(mail.to).toBe(ann.email);
  expect((await quiet.call("POST", `${auth}/verify-email`, { body: { token } })).status).toBe(204);
  await quiet.stop();
});

test("registering works while mail is refused; no address is logged, and a new request reports the failure", async () => {
  const refusing = await startMailServer({ refuses: true });
  const { log, lines } = aLog();
  const unlucky = await startTestApi({ SMTP_URL: refusing.url }, { log });
  const ann = await unlucky.signUp();
  const findRefusal = () => (lines as { err?: Error }[]).find(line => line.err?.cause !== undefined)?.err;
  const { cause } = (await waitFor(findRefusal, { what: "the failure to be logged" })) as Error;

  const again = await unlucky.call("POST", `${auth}/email-verification`, { token: ann.token });
  await unlucky.stop();
  await refusing.stop();

  expect((cause as Error).message).toBe("mail server did not accept the mail: EENVELOPE 550");
  expect(again).toMatchObject({ status: 503, body: { code: "unavailable" } });
  expect(inspect(lines, { depth: 20 })).not.toContain(ann.email);
});
