import { randomUUID } from "node:crypto";
import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

let shunt: Shunt;
beforeAll(async () => {
  shunt = await startShunt({
    env: {
      LOG_LEVEL: "trace",
      OUTBOUND_ALLOWED_NETWORKS: "127.0.0.0/8",
      SMTP_URL: "smtp://mailer:hunter2-of-the-mail-server@127.0.0.1:9",
      EMAIL_VERIFICATION: "off",
    },
  });
});
afterAll(() => shunt.stop());

test("the services log no secret and no visitor address, even when requests fail", async () => {
  const apiUrl = `${shunt.env.APP_URL}/api/v1`;
  const secrets = new Map([
    ["SECRET_KEY", shunt.env.SECRET_KEY ?? ""],
    ["the mail server's password", "hunter2-of-the-mail-server"],
    ["a visitor's address", "203.0.113.77"],
    ["a mark in a query", "mark-of-a-visitor"],
  ]);
  const call = async (method: string, path: string, body?: object, token?: string) => {
    const answer = await fetch(apiUrl + path, {
      method,
      headers: {
        "content-type": "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        "idempotency-key": keep("an Idempotency-Key", randomUUID()),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return text === "" ? {} : JSON.parse(text);
  };
  const keep = (name: string, value: string) => {
    secrets.set(`${name} ${secrets.size}`, value);
    return value;
  };

  const password = keep("a password", `correct horse ${randomUUID()}`);
  const email = `${randomUUID()}@example.com`;
  await call("POST", "/auth/register", { email, password });
  await call("POST", "/auth/login", { email, password: keep("a wrong password", `wrong ${randomUUID()}`) });
  const { access_token: token, refresh_token } = await call("POST", "/auth/login", { email, password });
  keep("an access token", token);
  keep("a refresh token", refresh_token);
  const refreshed = await call("POST", "/auth/refresh", { refresh_token });
  keep("an access token", refreshed.access_token);
  const { key } = await call("POST", "/api-keys", { name: "CI", scopes: ["read"] }, token);
  keep("an API key", key);
  await call("GET", "/urls", undefined, key);
  await call("GET", "/urls", undefined, `${key}x`);
  const { secret } = await call("POST", "/auth/totp", { password }, token);
  keep("a two-factor secret", secret);
  const webhook = await call("POST", "/webhooks", { url: "http://127.0.0.1:9/hook", events: ["link.created"] }, token);
  keep("the secret of a webhook", webhook.secret);
  const { short_code } = await call("POST", "/urls", { original_url: "https://example.com/" }, token);
  await fetch(`${shunt.redirect.url}/${short_code}?utm_source=mark-of-a-visitor`, {
    redirect: "manual",
    headers: { "x-forwarded-for": "203.0.113.77" },
  });
  await call("POST", "/auth/forgot-password", { email });
  await waitFor(() => shunt.management.log.includes("background task failed"), { what: "the mail to fail" });
  shunt.redis.pause();
  await call("POST", "/urls", { original_url: "https://example.com/" }, token);
  shunt.redis.resume();
  await call("POST", "/auth/login", { email: `${email}\u0000`, password });

  const logs = [shunt.management, shunt.worker, ...shunt.pods].map(({ log }) => log).join("\n");
  expect(logs.length).toBeGreaterThan(500);
  expect([...secrets].filter(([, value]) => logs.includes(value)).map(([name]) => name)).toEqual([]);
});
