import { waitFor } from "@shunt/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { operatorEnv } from "./harness/operator.ts";
import type { Owner } from "./harness/owner.ts";
import { type Shunt, startShunt } from "./harness/start-shunt.ts";

vi.setConfig({ testTimeout: 180_000 });
const browser = {
  accept: "text/html",
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
};

let shunt: Shunt;
let owner: Owner;
let admin: (method: string, path: string, body?: object) => Promise<number>;
beforeAll(async () => {
  shunt = await startShunt({ pods: 2, env: operatorEnv });
  owner = await shunt.signUp();
  const account = { email: operatorEnv.ADMIN_EMAIL, password: operatorEnv.ADMIN_PASSWORD };
  const token = await waitFor(
    () =>
      owner.client.login({ body: account }).then(
        body => body.access_token,
        () => undefined,
      ),
    { what: "the administrator to exist" },
  );
  admin = async (method, path, body) => {
    const answer = await fetch(`${shunt.management.url}/api/v1/admin${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    return answer.status;
  };
});
afterAll(() => shunt.stop());

/** Awaits the status on every pod for every code. */
async function untilEveryPodAnswers(codes: readonly string[], status: number) {
  const visits = shunt.pods.flatMap(pod => codes.map(code => `${pod.url}/${code}`));
  await waitFor(
    async () => {
      const seen = await Promise.all(visits.map(url => fetch(url, { redirect: "manual" })));
      await Promise.all(seen.map(answer => answer.arrayBuffer()));
      return seen.every(answer => answer.status === status);
    },
    { what: `every pod to answer ${status}` },
  );
}

test("blocking a link makes every pod that has it in memory answer 451, and unblocking redirects again", async () => {
  const { id, short_code } = await owner.makeLink();
  await untilEveryPodAnswers([short_code], 302);

  expect(await admin("PATCH", `/urls/${id}`, { is_blocked: true, reason: "Phishing" })).toBe(204);
  await untilEveryPodAnswers([short_code], 451);
  expect(await admin("PATCH", `/urls/${id}`, { is_blocked: false })).toBe(204);
  await untilEveryPodAnswers([short_code], 302);
});

test("blocking a host makes every pod answer 451 for each of its links, and unblocking redirects again", async () => {
  const host = "many.example";
  const urls = Array.from({ length: 600 }, (_, i) => ({ original_url: `https://${host}/${i}` }));
  const { body } = await owner.call("POST", "/urls/bulk", urls);
  const codes = body.results.map(({ short_code }: { short_code: string }) => short_code);
  // The first and last of the transactions that block them.
  const some = [...codes.slice(0, 10), ...codes.slice(-10)];
  await untilEveryPodAnswers(some, 302);

  expect(await admin("POST", "/blocked-hosts", { host, reason: "Malware" })).toBe(200);
  await untilEveryPodAnswers(some, 451);
  expect(await admin("DELETE", `/blocked-hosts/${host}`)).toBe(200);
  await untilEveryPodAnswers(some, 302);
});

test("blocking a link reaches pods without a connection to Redis", async () => {
  const { id, short_code } = await owner.makeLink();
  await untilEveryPodAnswers([short_code], 302);

  await shunt.redis.kill();
  expect(await admin("PATCH", `/urls/${id}`, { is_blocked: true })).toBe(204);
  await untilEveryPodAnswers([short_code], 451);
  await shunt.redis.start();
  await untilEveryPodAnswers([short_code], 451);
  expect(await admin("PATCH", `/urls/${id}`, { is_blocked: false })).toBe(204);
  await untilEveryPodAnswers([short_code], 302);
});

test("an unsafe link warns on every pod, shows its owner why, and counts visitors who continue", async () => {
  const { id, short_code } = await owner.makeLink({ original_url: "https://phish.example/login" });

  expect(await admin("PATCH", `/urls/${id}`, { is_unsafe: true, reason: "Phishing" })).toBe(204);
  await untilEveryPodAnswers([short_code], 403);

  const page = await fetch(`${shunt.redirect.url}/${short_code}`, { headers: browser, redirect: "manual" });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain("phish.example");
  expect((await owner.call("GET", `/urls/${id}`)).body).toMatchObject({ is_unsafe: true, unsafe_reason: "Phishing" });

  const onward = `${shunt.redirect.url}/${short_code}?shunt_continue=`;
  const answer = await fetch(onward, { headers: browser, redirect: "manual" });
  expect(answer.headers.get("location")).toBe("https://phish.example/login");
  await waitFor(async () => (await owner.countClicks(short_code)) === 1, { what: "the click to be counted" });

  expect(await admin("PATCH", `/urls/${id}`, { is_unsafe: false })).toBe(204);
  await untilEveryPodAnswers([short_code], 302);
});
