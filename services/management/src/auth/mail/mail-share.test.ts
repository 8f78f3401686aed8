import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MailServer, startMailServer } from "../../testing/start-mail-server.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

const limit = 2;
/** Mails to one address, from all clients together. */
const total = 10 * limit;
const password = "correct horse battery";

let mailServer: MailServer;
let api: TestApi;
beforeAll(async () => {
  mailServer = await startMailServer();
  api = await startTestApi({
    SMTP_URL: mailServer.url,
    RATE_LIMIT_MAIL: String(limit),
    TRUSTED_PROXIES: "127.0.0.0/8,::1",
  });
});
afterAll(async () => {
  await api.stop();
  await mailServer.stop();
});

const auth = "/api/v1/auth";
let last = 0;
const aNetwork = () => `198.51.100.${++last}`;
const anEmail = () => `${randomUUID()}@example.com`;
const call = (method: string, path: string, network: string, options: { body?: object; token?: string }) =>
  api.call(method, auth + path, { ...options, headers: { "x-forwarded-for": network } });

async function register(email: string, network: string): Promise<string> {
  const body = { email, password };
  expect((await call("POST", "/register", network, { body })).status).toBe(201);
  return (await call("POST", "/login", network, { body })).body.access_token;
}

async function registerAndLeave(email: string, network: string): Promise<void> {
  const token = await register(email, network);
  expect((await call("DELETE", "/me", network, { token, body: { password } })).status).toBe(204);
}

const requestAnotherMail = async (token: string, network: string) =>
  (await call("POST", "/email-verification", network, { token })).status;
const changeTo = async (token: string, email: string) =>
  (await call("PATCH", "/me", aNetwork(), { token, body: { email, current_password: password } })).status;

test("strangers who register an address do not use up its owner's confirmation mails", async () => {
  const email = anEmail();
  for (let i = 0; i <= limit; i++) {
    await registerAndLeave(email, aNetwork());
    await mailServer.waitForToken(email, "verify-email", i + 1);
  }

  const network = aNetwork();
  const token = await register(email, network);
  await mailServer.waitForToken(email, "verify-email", limit + 2);

  expect(await requestAnotherMail(token, network)).toBe(204);
  expect(await requestAnotherMail(token, network)).toBe(429);
});

test("a network that registers an address repeatedly has one share of its confirmation mails", async () => {
  const [email, network] = [anEmail(), aNetwork()];
  for (let i = 0; i < limit; i++) {
    await registerAndLeave(email, network);
    await mailServer.waitForToken(email, "verify-email", i + 1);
  }

  const token = await register(email, network);

  expect(await requestAnotherMail(token, network)).toBe(429);
  expect(await requestAnotherMail(token, aNetwork())).toBe(204);
});

test("change-of-address mails are limited per requesting account, whatever the address", async () => {
  const [ann, bob] = [await register(anEmail(), aNetwork()), await register(anEmail(), aNetwork())];
  const [one, other] = [anEmail(), anEmail()];

  const ofAnn = [await changeTo(ann, one), await changeTo(ann, one), await changeTo(ann, one)];

  expect(ofAnn).toEqual([200, 200, 429]);
  expect(await changeTo(ann, other)).toBe(429);
  expect(await changeTo(bob, one)).toBe(200);
});

test("all accounts together cannot flood an address, and refused requests do not count for an account", async () => {
  const target = anEmail();
  for (let i = 0; i < total / limit; i++) {
    const token = await register(anEmail(), aNetwork());
    for (let k = 0; k < limit; k++) expect(await changeTo(token, target)).toBe(200);
  }

  const ann = await register(anEmail(), aNetwork());
  const refused = [await changeTo(ann, target), await changeTo(ann, target)];
  const others = [await changeTo(ann, anEmail()), await changeTo(ann, anEmail()), await changeTo(ann, anEmail())];

  expect(refused).toEqual([429, 429]);
  expect(others).toEqual([200, 200, 429]);
});
