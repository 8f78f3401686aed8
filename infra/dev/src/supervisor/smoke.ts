import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const target = "https://example.com/smoke?from=shunt";
const countedWithinMs = 15_000;
const callTimeoutMs = 10_000;

/**
 * The main job once through: an account, a link, a click, its count. Returns when the redirect was answered and when the
 * click was counted, in milliseconds since the epoch.
 *
 * @throws Error that says which step went wrong.
 */
export async function smoke(appUrl: string) {
  const call = (method: string, path: string, body?: unknown, token?: unknown) =>
    callApi(appUrl, method, path, body, token);
  const account = { email: `smoke-${randomUUID()}@example.com`, password: randomUUID() };
  await call("POST", "/auth/register", account);
  const { access_token: token } = await call("POST", "/auth/login", account);
  const link = await call("POST", "/urls", { original_url: target }, token);

  const answer = await fetch(String(link.short_url), {
    redirect: "manual",
    signal: AbortSignal.timeout(callTimeoutMs),
  });
  const location = answer.headers.get("location");
  if (answer.status !== 302 || location !== target) {
    throw new Error(`expected a 302 to ${target}, got ${answer.status} to ${location}`);
  }
  const redirectedAt = Date.now();
  while (Date.now() < redirectedAt + countedWithinMs) {
    const summary = await call("GET", `/analytics/${link.short_code}/summary?days=1`, undefined, token);
    if (summary.total_clicks === 1) return { redirectedAt, countedAt: Date.now() };
    await sleep(20);
  }
  throw new Error(`the click was not counted within ${countedWithinMs / 1_000} s`);
}

async function callApi(appUrl: string, method: string, path: string, body: unknown, token: unknown) {
  const answer = await fetch(`${appUrl}/api/v1${path}`, {
    method,
    signal: AbortSignal.timeout(callTimeoutMs),
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}
