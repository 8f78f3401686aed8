import { randomUUID } from "node:crypto";
import { createDb } from "@shunt/db";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { passGrace } from "../testing/pass-grace.ts";
import { type MailServer, startMailServer } from "../testing/start-mail-server.ts";
import { startTestApi, type TestApi } from "../testing/start-test-api.ts";

let mailServer: MailServer;
let api: TestApi;
beforeAll(async () => {
  mailServer = await startMailServer();
  api = await startTestApi({ SMTP_URL: mailServer.url, EMAIL_VERIFICATION: "off" });
});
afterAll(async () => {
  await api.stop();
  await mailServer.stop();
});

const me = "/api/v1/auth/me";
const patch = (token: string, body: object) => api.call("PATCH", me, { token, body });
const get = async (token: string) => (await api.call("GET", me, { token })).body;
const verify = (token: string) => api.call("POST", "/api/v1/auth/verify-email", { body: { token } });
const anAddress = () => `${randomUUID()}@example.com`;
const mailTo = (address: string, subject: RegExp) =>
  waitFor(() => mailServer.mails.find(mail => mail.to === address && subject.test(mail.subject)), {
    what: `mail to ${address} about ${subject}`,
  });

test("PATCH /auth/me changes name and username immediately", async () => {
  const ann = await api.signUp();
  const username = `ann${randomUUID().slice(0, 8)}`;

  const changed = await patch(ann.token, { full_name: "Ann Example", username });

  expect(changed).toMatchObject({ status: 200, body: { id: ann.id, full_name: "Ann Example", username } });
  expect((await patch(ann.token, { full_name: null })).body).toMatchObject({ full_name: null, username });
  const bob = await api.signUp();
  expect((await patch(bob.token, { username: username.toUpperCase() })).body.code).toBe("username-taken");
  expect((await patch(bob.token, { username: "Shunt Supp0rt" })).status).toBe(422);
});

test("PATCH /auth/me changes language and time zone, each alone, and null removes them", async () => {
  const { token } = await api.signUp();
  const preferences = async () => {
    const { language, time_zone } = await get(token);
    return [language, time_zone];
  };

  expect(await preferences()).toEqual([null, null]);
  await patch(token, { language: "de" });
  expect(await preferences()).toEqual(["de", null]);
  await patch(token, { time_zone: "Europe/Vienna" });
  expect(await preferences()).toEqual(["de", "Europe/Vienna"]);
  expect((await patch(token, { language: null, time_zone: null })).body).toMatchObject({
    language: null,
    time_zone: null,
  });
});

test.each([
  ["language", "xx"],
  ["language", "DE"],
  ["language", ""],
  ["time_zone", "Mars/Base"],
  ["time_zone", "+02:00"],
  ["time_zone", ""],
])("PATCH /auth/me refuses %s=%j and changes nothing", async (field, value) => {
  const { token } = await api.signUp();

  const answer = await patch(token, { full_name: "Ann", [field]: value });

  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: `/${field}` }] } });
  expect(await get(token)).toMatchObject({ full_name: null, [field]: null });
});

test("GET /auth/me lists the workspaces with the role in each, the personal one first", async () => {
  const ann = await api.signUp();
  const db = createDb({ url: api.databaseUrl, max: 1, applicationName: "test" });
  const id = randomUUID();
  await db.insertInto("workspaces").values({ id, name: "A team", personal_user_id: null }).execute();
  await db.insertInto("workspace_members").values({ workspace_id: id, user_id: ann.id, role: "viewer" }).execute();
  await db.destroy();

  expect((await get(ann.token)).workspaces).toEqual([
    { id: expect.any(String), name: "Personal", role: "owner", is_personal: true },
    { id, name: "A team", role: "viewer", is_personal: false },
  ]);
});

test("a new e-mail address takes effect when confirmed, and the previous one is notified", async () => {
  const ann = await api.signUp();
  const email = anAddress();

  const pending = await patch(ann.token, { email, current_password: ann.password });

  expect(pending).toMatchObject({ status: 200, body: { email: ann.email, pending_email: email } });
  await mailTo(ann.email, /about to change/);
  const signIn = (address: string) =>
    api.call("POST", "/api/v1/auth/login", { body: { email: address, password: ann.password } });
  expect((await signIn(email)).status).toBe(401);
  expect((await verify(await mailServer.waitForToken(email, "verify-email"))).status).toBe(204);
  expect(await get(ann.token)).toMatchObject({ email, pending_email: null, is_verified: true });
  expect([(await signIn(email)).status, (await signIn(ann.email)).status]).toEqual([200, 401]);
  await mailTo(ann.email, /was changed/);
});

test.each([
  ["without the password", { email: anAddress() }, 422, "validation-failed"],
  ["with a wrong password", { email: anAddress(), current_password: "not it" }, 403, "wrong-password"],
  ["with nothing to change", { current_password: "x" }, 422, "validation-failed"],
  ["with an unknown field", { role: "admin" }, 422, "validation-failed"],
])("PATCH /auth/me %s is refused", async (_how, body, status, code) => {
  const { token } = await api.signUp();

  expect(await patch(token, body)).toMatchObject({ status, body: { code } });
});

test("PATCH /auth/me refuses API keys", async () => {
  const { token } = await api.signUp();
  const scopes = ["read", "write", "analytics"];
  const { body } = await api.call("POST", "/api/v1/api-keys", { token, body: { name: "k", scopes } });

  expect((await patch(body.key, { full_name: "Thief" })).body.code).toBe("missing-scope");
});

test("PATCH /auth/me does not reveal that an address belongs to another account; its owner is notified", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);

  const answer = await patch(ann.token, { email: bob.email, current_password: ann.password });

  expect(answer).toMatchObject({ status: 200, body: { email: ann.email, pending_email: bob.email } });
  await mailTo(bob.email, /already have an account/);
  expect(mailServer.mails.filter(({ to, subject }) => to === bob.email && /Confirm your new/.test(subject))).toEqual(
    [],
  );
});

test("only one of two accounts can confirm the same new address", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  const email = anAddress();
  for (const { token, password } of [ann, bob]) await patch(token, { email, current_password: password });
  await mailServer.waitForToken(email, "verify-email", 2);
  const tokens = mailServer.mails
    .filter(({ to }) => to === email)
    .flatMap(({ text }) => /token=([\w-]+)/.exec(text)?.[1] ?? []);

  const statuses = await Promise.all(tokens.map(async token => (await verify(token)).status));

  expect(statuses.sort()).toEqual([204, 409]);
});

test("a password reset and a request for the current address cancel a pending change of address", async () => {
  const [ann, bob] = await Promise.all([api.signUp(), api.signUp()]);
  const [forAnn, forBob] = [anAddress(), anAddress()];
  await patch(ann.token, { email: forAnn, current_password: ann.password });
  await patch(bob.token, { email: forBob, current_password: bob.password });
  const [annsLink, bobsLink] = await Promise.all([
    mailServer.waitForToken(forAnn, "verify-email"),
    mailServer.waitForToken(forBob, "verify-email"),
  ]);

  await api.call("POST", "/api/v1/auth/forgot-password", { body: { email: ann.email } });
  const token = await mailServer.waitForToken(ann.email, "reset-password");
  await api.call("POST", "/api/v1/auth/reset-password", { body: { token, new_password: "a quite different one" } });
  const given = await patch(bob.token, { email: bob.email, current_password: bob.password });

  expect(given.body.pending_email).toBeNull();
  for (const link of [annsLink, bobsLink]) expect((await verify(link)).body.code).toBe("mail-token-invalid");
});

const end = {
  "by its owner in another session": (_ann: SignedUp, other: string) =>
    api.call("DELETE", "/api/v1/auth/sessions", { token: other }),
  "by logging out": (ann: SignedUp) =>
    api.call("POST", "/api/v1/auth/logout", { body: { refresh_token: ann.refreshToken } }),
  async "by a refresh token that is reused after 30 s"(ann: SignedUp) {
    const refresh = () => api.call("POST", "/api/v1/auth/refresh", { body: { refresh_token: ann.refreshToken } });
    await refresh();
    await passGrace(api, ann.id);
    return refresh();
  },
};
type SignedUp = Awaited<ReturnType<TestApi["signUp"]>>;

test.each(Object.entries(end))(
  "a pending change of address is cancelled when its session is ended %s",
  async (_how, endSession) => {
    const ann = await api.signUp();
    const { email: name, password } = ann;
    const { body: other } = await api.call("POST", "/api/v1/auth/login", { body: { email: name, password } });
    const email = anAddress();
    await patch(ann.token, { email, current_password: password });
    const token = await mailServer.waitForToken(email, "verify-email");
    expect((await get(other.access_token)).pending_email).toBe(email);

    await endSession(ann, other.access_token);

    expect(await verify(token)).toMatchObject({ status: 422, body: { code: "mail-token-invalid" } });
    expect(await get(other.access_token)).toMatchObject({ email: name, pending_email: null });
  },
);
