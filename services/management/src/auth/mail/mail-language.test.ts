import { randomUUID } from "node:crypto";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MailServer, startMailServer } from "../../testing/start-mail-server.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

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

type Person = Awaited<ReturnType<TestApi["signUp"]>>;
const choose = (who: Person, language: string | null) =>
  api.call("PATCH", "/api/v1/auth/me", { token: who.token, body: { language } });
const forget = ({ email }: Person, languages: string) =>
  api.call("POST", "/api/v1/auth/forgot-password", { body: { email }, headers: { "accept-language": languages } });
const expectMail = (to: string, subject: string) =>
  waitFor(() => mailServer.mails.some(mail => mail.to === to && mail.subject === subject), {
    what: `a mail to ${to}: ${subject}`,
  });

test("mails are in the language that the account has chosen", async () => {
  const ann = await api.signUp();
  expect((await choose(ann, "es")).status).toBe(200);

  await forget(ann, "de");
  await expectMail(ann.email, "Restablece tu contraseña");
});

test("without a choice, mails are in the language of the browser that asks for them", async () => {
  const ann = await api.signUp();

  await forget(ann, "de-CH,de;q=0.9");
  await expectMail(ann.email, "Setzen Sie Ihr Passwort zurück");
});

test("a mail about a new address is in the language of the account, also to an address that is not its own", async () => {
  const ann = await api.signUp();
  await choose(ann, "fr");
  const email = `${randomUUID()}@example.com`;

  await api.call("PATCH", "/api/v1/auth/me", { token: ann.token, body: { email, current_password: ann.password } });
  await expectMail(email, "Confirmez votre nouvelle adresse e-mail");
  const token = await mailServer.waitForToken(email, "verify-email");
  await api.call("POST", "/api/v1/auth/verify-email", { body: { token } });
  await expectMail(ann.email, "Votre adresse e-mail a été modifiée");
});

test("an invitation is in the language of the invited account, or of the sender to a person without one", async () => {
  const [ann, bob] = [await api.signUp(), await api.signUp()];
  await Promise.all([choose(ann, "de"), choose(bob, "fr")]);
  const { body: workspace } = await api.call("POST", "/api/v1/workspaces", {
    token: ann.token,
    body: { name: "Marketing" },
  });
  const stranger = `${randomUUID()}@example.com`;

  for (const email of [bob.email, stranger])
    await api.call("POST", `/api/v1/workspaces/${workspace.id}/invitations`, { token: ann.token, body: { email } });

  await expectMail(bob.email, `${ann.email} vous invite\u202f: Marketing`);
  await expectMail(stranger, `${ann.email} lädt Sie ein: Marketing`);
});
