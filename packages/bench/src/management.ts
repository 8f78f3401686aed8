import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { type Client, createClient } from "@shunt/contracts/client";
import { operations } from "@shunt/contracts/operations";
import { freePort } from "@shunt/dev";
import type { Cores } from "./cores.ts";
import type { Stage } from "./stage.ts";
import { type Subject, startSubject } from "./subject.ts";

const root = resolve(import.meta.dirname, "../../..");

/**
 * Starts management without rate limits.
 *
 * @param cores default: not pinned
 * @param own added to its variables
 */
export async function startManagement(
  stage: Stage,
  port: number,
  cores: Cores = { measured: [], others: [] },
  own: Record<string, string> = {},
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
    ...own,
  };
  const entry = resolve(root, "services/management/dist/main.js");
  const spec = { name: "management", entry, env, readyUrl: `http://127.0.0.1:${opsPort}/readyz` };
  return startSubject(spec, cores);
}

export interface Account {
  email: string;
  password: string;
}

interface SignedIn {
  account: Account;
  client: Client<typeof operations>;
  token: string;
}

export async function signUp(baseUrl: string): Promise<SignedIn> {
  const account = { email: `${randomUUID()}@example.com`, password: "correct horse battery" };
  await createClient(operations, { baseUrl }).registerUser({ body: account });
  return signIn(baseUrl, account);
}

export async function signIn(baseUrl: string, account: Account): Promise<SignedIn> {
  const { access_token: token } = await createClient(operations, { baseUrl }).login({ body: account });
  return { account, client: createClient(operations, { baseUrl, getToken: () => token }), token };
}
