import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "@shunt/contracts/client";
import { operations } from "@shunt/contracts/operations";

const target = "https://example.com/smoke?from=shunt";
const countedWithinMs = 15_000;
const callTimeoutMs = 10_000;

/**
 * Creates an account and a link, clicks it, waits for the count, and deletes both again. Returns the times of the redirect and of
 * the count, in milliseconds since the epoch.
 *
 * @throws Error that names the failed step
 */
export async function smoke(baseUrl: string) {
  const fetchInTime: typeof fetch = (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(callTimeoutMs) });
  const anonymous = createClient(operations, { baseUrl, fetch: fetchInTime });
  const account = { email: `smoke-${randomUUID()}@example.com`, password: randomUUID() };
  await anonymous.registerUser({ body: account });
  const { access_token } = await anonymous.login({ body: account });
  const client = createClient(operations, { baseUrl, fetch: fetchInTime, getToken: () => access_token });
  try {
    return await clickLink(client, fetchInTime);
  } finally {
    // Deletes the link too.
    await client.deleteMe({ body: { password: account.password } });
  }
}

async function clickLink(client: Client<typeof operations>, fetchInTime: typeof fetch) {
  const { short_url, short_code } = await client.createLink({ body: { original_url: target } });

  const answer = await fetchInTime(short_url, { redirect: "manual" });
  const location = answer.headers.get("location");
  if (answer.status !== 302 || location !== target) {
    throw new Error(`expected a 302 to ${target}, got ${answer.status} to ${location}`);
  }
  const redirectedAt = Date.now();
  while (Date.now() < redirectedAt + countedWithinMs) {
    const { total_clicks } = await client.getSummary({ params: { short_code }, query: { days: 1 } });
    if (total_clicks === 1) return { redirectedAt, countedAt: Date.now() };
    await sleep(20);
  }
  throw new Error(`the click was not counted within ${countedWithinMs / 1_000} s`);
}
