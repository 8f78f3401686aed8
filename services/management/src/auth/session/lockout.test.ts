import { createDb, type Db } from "@shunt/db";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

const limit = 4;
let api: TestApi;
let db: Db;
beforeAll(async () => {
  api = await startTestApi({
    TRUSTED_PROXIES: "127.0.0.0/8,::1",
    RATE_LIMIT_LOGIN: String(limit),
    RATE_LIMIT_TOTP: String(limit),
  });
  db = createDb({ url: api.databaseUrl, max: 2, applicationName: "test" });
});
afterAll(async () => {
  await db.destroy();
  await api.stop();
});

let last = 0;
/** A client address that no other test uses. */
const anAddress = () => `198.51.${100 + (++last >> 8)}.${last & 255}`;
const from = (address: string) => ({ headers: { "x-forwarded-for": address } });
const auth = "/api/v1/auth";
const login = (account: { email: string; password: string; totp_code?: string }, address: string) =>
  api.call("POST", `${auth}/login`, {
    body: {
      email: account.email,
      password: account.password,
      ...(account.totp_code && { totp_code: account.totp_code }),
    },
    ...from(address),
  });

async function signUp() {
  const account = { email: `${crypto.randomUUID()}@example.com`, password: "correct horse battery" };
  const address = anAddress();
  const { body: user } = await api.call("POST", `${auth}/register`, { body: account, ...from(address) });
  const { body: pair } = await login(account, address);
  return { ...account, id: user.id as string, address, token: pair.access_token as string };
}
type Account = Awaited<ReturnType<typeof signUp>>;

/** Guesses from `networks` networks until the account's limit for strangers is reached. */
async function guessFromElsewhere({ email }: Account, networks = 1): Promise<number[]> {
  const addresses = Array.from({ length: networks }, anAddress);
  const answers = [];
  for (let i = 0; i < 2 * limit; i++)
    answers.push(await login({ email, password: `wrong ${i}` }, addresses[i % networks] as string));
  return answers.map(({ status }) => status);
}

test.each([1, 2 * limit])(
  "guesses from %i networks are limited together, and the owner can sign in from a known network",
  async networks => {
    const ann = await signUp();

    const guesses = await guessFromElsewhere(ann, networks);

    expect(guesses).toEqual([...Array(limit).fill(401), ...Array(limit).fill(429)]);
    expect((await login(ann, anAddress())).status).toBe(429);
    expect((await login(ann, ann.address)).status).toBe(200);
  },
);

test("guesses from a known network have a limit of their own", async () => {
  const ann = await signUp();

  const guesses = [];
  for (let i = 0; i < limit; i++) guesses.push(await login({ ...ann, password: `wrong ${i}` }, ann.address));

  // Sign-ins per address are limited too, whether they succeed or not, and hers was one.
  expect(guesses.map(({ status }) => status)).toEqual([...Array(limit - 1).fill(401), 429]);
  expect((await login(ann, anAddress())).status).toBe(200);
});

test("addresses within a /64 count as one network", async () => {
  const ann = await signUp();
  const guesses = [];
  for (let i = 0; i < limit + 1; i++)
    guesses.push(await login({ ...ann, password: "wrong" }, `2001:db8:1:2::${i + 1}`));

  expect(guesses.at(-1)?.status).toBe(429);
});

/** Every request that needs a session and the password. */
const confirmations: Record<string, (ann: Account) => Promise<{ status: number }>> = {
  "changing the password": ({ token, password }) =>
    api.call("POST", `${auth}/password`, {
      token,
      body: { current_password: password, new_password: "something else entirely" },
    }),
  "setting up two-factor authentication": ({ token, password }) =>
    api.call("POST", `${auth}/totp`, { token, body: { password } }),
  "disabling two-factor authentication": async ann => {
    const [totp_code] = (await withTotp(ann)).recoveryCodes;
    return api.call("POST", `${auth}/totp/disable`, { token: ann.token, body: { password: ann.password, totp_code } });
  },
  "replacing recovery codes": async ann => {
    const [totp_code] = (await withTotp(ann)).recoveryCodes;
    const body = { password: ann.password, totp_code };
    return api.call("POST", `${auth}/totp/recovery-codes`, { token: ann.token, body });
  },
  "deleting the account": ({ token, password }) => api.call("DELETE", `${auth}/me`, { token, body: { password } }),
};

test.each(Object.entries(confirmations))("%s works in a session while strangers guess", async (_what, confirm) => {
  const ann = await signUp();
  await guessFromElsewhere(ann);

  expect((await confirm(ann)).status).toBeLessThan(300);
});

test("wrong passwords are limited per session", async () => {
  const ann = await signUp();
  const { body: other } = await login(ann, ann.address);
  const confirm = (token: string, password: string) => api.call("POST", `${auth}/totp`, { token, body: { password } });

  const guesses = [];
  for (let i = 0; i < limit + 1; i++) guesses.push(await confirm(ann.token, `wrong ${i}`));

  expect(guesses.map(({ status }) => status)).toEqual([...Array(limit).fill(403), 429]);
  expect((await confirm(ann.token, ann.password)).status).toBe(429);
  expect((await confirm(other.access_token, ann.password)).status).toBe(200);
});

async function withTotp(ann: Account): Promise<{ codeAt: (step: number) => string; recoveryCodes: string[] }> {
  const { body: begun } = await api.call("POST", `${auth}/totp`, {
    token: ann.token,
    body: { password: ann.password },
  });
  const totp = new TOTP({ secret: Secret.fromBase32(begun.secret) });
  const codeAt = (step: number) => totp.generate({ timestamp: Date.now() + step * 30_000 });
  const { body } = await api.call("POST", `${auth}/totp/confirm`, { token: ann.token, body: { code: codeAt(0) } });
  return { codeAt, recoveryCodes: body.recovery_codes };
}

test("an attacker who knows the password and guesses codes does not lock out the owner", async () => {
  const ann = await signUp();
  const { codeAt, recoveryCodes } = await withTotp(ann);

  const guesses = [];
  for (let i = 0; i < limit + 1; i++) guesses.push(await login({ ...ann, totp_code: "wrong-code" }, anAddress()));

  expect(guesses.map(({ body }) => body.code)).toEqual([...Array(limit).fill("invalid-totp-code"), "rate-limited"]);
  expect((await login({ ...ann, totp_code: codeAt(1) }, anAddress())).status).toBe(429);
  expect((await login({ ...ann, totp_code: codeAt(1) }, ann.address)).status).toBe(200);
  expect((await login({ ...ann, totp_code: recoveryCodes[0] as string }, ann.address)).status).toBe(200);
});

test("a password change forgets all networks except the owner's current one", async () => {
  const ann = await signUp();
  const elsewhere = anAddress();
  expect((await login(ann, elsewhere)).status).toBe(200);
  const renewed = { ...ann, password: "something else entirely" };
  await api.call("POST", `${auth}/password`, {
    token: ann.token,
    body: { current_password: ann.password, new_password: renewed.password },
    ...from(ann.address),
  });
  await guessFromElsewhere(ann);

  expect((await login(renewed, elsewhere)).status).toBe(429);
  expect((await login(renewed, ann.address)).status).toBe(200);
});

test("an account keeps at most ten known networks, as keyed hashes", async () => {
  const ann = await signUp();
  for (let i = 0; i < 15; i++) expect((await login(ann, anAddress())).status).toBe(200);

  const known = await db.selectFrom("known_networks").selectAll().where("user_id", "=", ann.id).execute();

  expect(known).toHaveLength(10);
  for (const { network_hash } of known) expect(network_hash).toHaveLength(16);
});
