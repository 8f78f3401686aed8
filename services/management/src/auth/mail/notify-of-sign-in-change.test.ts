import { waitFor } from "@shunt/testing";
import { TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MailServer, startMailServer } from "../../testing/start-mail-server.ts";
import { startTestApi, type TestApi } from "../../testing/start-test-api.ts";

const admin = { email: "admin@example.com", password: "the operator's own" };
let mailServer: MailServer;
let api: TestApi;
beforeAll(async () => {
  mailServer = await startMailServer();
  api = await startTestApi({ SMTP_URL: mailServer.url, ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
});
afterAll(async () => {
  await api.stop();
  await mailServer.stop();
});

const post = (path: string, body: object, token?: string) =>
  api.call("POST", `/api/v1/auth/${path}`, { body, ...(token !== undefined && { token }) });

async function expectMail(to: string, words: string): Promise<void> {
  const isSo = (mail: (typeof mailServer.mails)[number]) =>
    mail.to === to && mail.subject === "Security notice for your account" && mail.text.includes(words);
  await waitFor(() => mailServer.mails.some(isSo), { what: `a mail to ${to}: ${words}` });
}

async function withTotp() {
  const ann = await api.signUp();
  const { body: begun } = await post("totp", { password: ann.password }, ann.token);
  const code = new TOTP({ secret: begun.secret }).generate();
  const { body: confirmed } = await post("totp/confirm", { code }, ann.token);
  return { ...ann, recoveryCodes: confirmed.recovery_codes as string[] };
}

test("a password change is notified by mail", async () => {
  const ann = await api.signUp();

  await post("password", { current_password: ann.password, new_password: "a quite different one" }, ann.token);

  await expectMail(ann.email, "Your password was changed");
});

test("a password reset is notified by mail", async () => {
  const ann = await api.signUp();
  await post("forgot-password", { email: ann.email });
  const token = await mailServer.waitForToken(ann.email, "reset-password");

  await post("reset-password", { token, new_password: "a quite different one" });

  await expectMail(
    ann.email,
    "All sessions and shared reports have ended, all API keys are deleted and all webhooks are disabled",
  );
});

test("changes of two-factor authentication and the use of a recovery code are notified by mail", async () => {
  const { email, password, token, recoveryCodes } = await withTotp();
  await expectMail(email, "Two-factor authentication was enabled");

  expect((await post("login", { email, password, totp_code: recoveryCodes[0] })).status).toBe(200);
  await expectMail(email, "A recovery code was used to sign in");

  const { body: replaced } = await post("totp/recovery-codes", { password, totp_code: recoveryCodes[1] }, token);
  await expectMail(email, "New recovery codes were created");

  await post("totp/disable", { password, totp_code: replaced.recovery_codes[0] }, token);
  await expectMail(email, "Two-factor authentication was disabled");
});

test("removeTotp notifies the user by mail", async () => {
  const ann = await withTotp();
  const signIn = () => post("login", admin);
  await waitFor(async () => (await signIn()).status === 200, { what: "the administrator" });
  const { body: pair } = await signIn();

  const answer = await api.call("DELETE", `/api/v1/admin/users/${ann.id}/totp`, { token: pair.access_token });

  expect(answer.status).toBe(204);
  await expectMail(ann.email, "Two-factor authentication was disabled");
});

test("a refused password change sends no mail", async () => {
  const ann = await api.signUp();
  const before = mailServer.mails.filter(({ to }) => to === ann.email).length;

  const refused = { current_password: "not the one", new_password: "a quite different one" };
  expect((await post("password", refused, ann.token)).status).toBe(403);
  await post("password", { current_password: ann.password, new_password: "yet another one" }, ann.token);
  await expectMail(ann.email, "Your password was changed");

  const since = mailServer.mails.filter(({ to }) => to === ann.email).slice(before);
  expect(since.filter(({ subject }) => subject === "Security notice for your account")).toHaveLength(1);
});
