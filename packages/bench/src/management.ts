import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { freePort } from "@shunt/dev";
import type { Cores } from "./cores.ts";
import type { Stage } from "./stage.ts";
import { type Subject, startSubject } from "./subject.ts";

const root = resolve(import.meta.dirname, "../../..");

/** Management without limits. @param cores where it runs; anywhere unless they are given */
export async function startManagement(
  stage: Stage,
  port: number,
  cores: Cores = { measured: [], others: [] },
): Promise<Subject> {
  const opsPort = await freePort();
  const env = {
    DATABASE_URL: stage.databaseUrl,
    REDIS_URL: stage.redisUrl,
    BASE_URL: "http://127.0.0.1:1",
    SECRET_KEY: "5e".repeat(32),
    MANAGEMENT_PORT: String(port),
    MANAGEMENT_OPS_PORT: String(opsPort),
    RATE_LIMIT_REQUESTS: "0",
    RATE_LIMIT_CREATE: "0",
    RATE_LIMIT_BULK: "0",
    LOG_LEVEL: "warn",
  };
  const entry = resolve(root, "services/management/dist/main.js");
  const spec = { name: "management", entry, env, readyUrl: `http://127.0.0.1:${opsPort}/readyz` };
  return startSubject(spec, cores);
}

/** Makes an account. Returns a token of its. */
export async function signUp(api: string): Promise<string> {
  const account = { email: `${randomUUID()}@example.com`, password: "correct horse battery" };
  await post(`${api}/auth/register`, account);
  const { access_token } = (await post(`${api}/auth/login`, account)) as { access_token: string };
  return access_token;
}

export async function makeLink(api: string, token: string) {
  const link = await post(`${api}/urls`, { original_url: "https://example.com/" }, token);
  return link as { id: string; short_code: string };
}

async function post(url: string, body: object, token?: string): Promise<unknown> {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
