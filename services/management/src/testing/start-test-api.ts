import { randomUUID } from "node:crypto";
import { type Client, createClient } from "@shunt/contracts/client";
import { operations } from "@shunt/contracts/operations";
import { createLogger, Lifecycle, type Logger } from "@shunt/runtime";
import { createTestDatabase, startTestRedis, type TestRedis } from "@shunt/testing/stores";
import { loadManagementConfig } from "../config.ts";
import type { Bounds, Names } from "../create-context.ts";
import { startManagement } from "../service.ts";
import { assertInContract, fetchInContract } from "./assert-in-contract.ts";

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read responses of many shapes
  body: any;
}

export interface TestApi {
  url: string;
  /** URL of the operations server (metrics, health). */
  opsUrl: string;
  databaseUrl: string;
  redis: TestRedis;
  /** Checks that the operation lists the status and the problem of the answer. */
  call(
    method: string,
    path: string,
    options?: { body?: unknown; token?: string; headers?: Record<string, string> },
  ): Promise<Answer>;
  /** Checks answers like `call`. */
  client(token?: string): Client<typeof operations>;
  signUp(): Promise<{ token: string; refreshToken: string; email: string; password: string; id: string }>;
  addDomain(token: string, host: string, fields?: object): Promise<void>;
  /** TXT records by name, each in its parts. */
  dns: Map<string, string[][]>;
  stop(): Promise<void>;
}

/** No rate limits, except in tests of limits. */
const noLimits = {
  RATE_LIMIT_REQUESTS: "0",
  RATE_LIMIT_ANONYMOUS_REQUESTS: "0",
  RATE_LIMIT_REGISTER: "0",
  RATE_LIMIT_LOGIN: "0",
  RATE_LIMIT_MAIL: "0",
  RATE_LIMIT_TOTP: "0",
  RATE_LIMIT_CREATE: "0",
  RATE_LIMIT_ANONYMOUS_CREATE: "0",
  RATE_LIMIT_BULK: "0",
  RATE_LIMIT_PREVIEW: "0",
  RATE_LIMIT_LOGO: "0",
  RATE_LIMIT_REPORT: "0",
  RATE_LIMIT_PICTURE: "0",
  RATE_LIMIT_POST: "0",
  RATE_LIMIT_COMMENT: "0",
  RATE_LIMIT_FRIEND_REQUEST: "0",
  RATE_LIMIT_UPLOAD: "0",
};

type Resolve = (hostname: string) => string | undefined;

async function startService(
  env: Record<string, string>,
  lifecycle: Lifecycle,
  { log, bounds, ...names }: Names & { log: Logger | undefined; bounds: Bounds },
): Promise<{ port: number; opsPort: number }> {
  const config = loadManagementConfig({
    SECRET_KEY: "5e".repeat(32),
    BASE_URL: "https://sho.rt",
    MANAGEMENT_PORT: "0",
    MANAGEMENT_OPS_PORT: "0",
    LOG_LEVEL: "silent",
    ...noLimits,
    ...env,
  });
  const telemetry = { log: log ?? createLogger("test", config.log.level) };
  return startManagement(config, telemetry, lifecycle, names, { connectionWaitMs, ...bounds });
}

export interface TestApiOptions {
  log?: Logger;
  /** Resolves host names; by default, none resolves, so that no test reaches the internet. */
  resolve?: Resolve;
  /** By default, any number may sign in at once, and passwords are hashed at the lowest cost. */
  bounds?: Bounds;
}

/** On a busy machine, the last of many concurrent requests waits longer than the usual five seconds. */
const connectionWaitMs = 60_000;
/** The lowest cost that argon2 accepts: most tests sign up each of their users. */
const lowestCost = { memoryCost: 8, timeCost: 1, parallelism: 1 };
const wide: Bounds = {
  laneSizes: { passwordsWaiting: 10_000, passwordsOfOneWaiting: 10_000 },
  passwordCost: lowestCost,
};

/**
 * Starts the whole service on a free port, with its own database and Redis.
 *
 * @param env added to the required variables
 */
export async function startTestApi(
  env: Record<string, string> = {},
  { log, resolve = () => undefined, bounds = wide }: TestApiOptions = {},
): Promise<TestApi> {
  const [databaseUrl, redis] = await Promise.all([
    env.DATABASE_URL ?? createTestDatabase().then(({ url }) => url),
    startTestRedis(),
  ]);
  const dns = new Map<string, string[][]>();
  const lifecycle = new Lifecycle();
  lifecycle.open("redis server", redis);
  const stop = () =>
    lifecycle.stop(err => {
      throw err;
    });
  const names: Names = {
    resolve: async hostname => {
      const address = resolve(hostname);
      return address === undefined ? Promise.reject(noSuchName(hostname)) : [{ address, family: 4 }];
    },
    resolveTxt: async name => dns.get(name) ?? Promise.reject(noSuchName(name)),
  };
  const needed = { DATABASE_URL: databaseUrl, REDIS_URL: redis.url };
  const { port, opsPort } = await startService({ ...needed, ...env }, lifecycle, { ...names, log, bounds }).catch(
    async err => {
      await stop();
      throw err;
    },
  );
  const url = `http://127.0.0.1:${port}`;

  const call: TestApi["call"] = async (method, path, { body, token, headers } = {}) => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = /[/+]json/.test(answer.headers.get("content-type") ?? "");
    const { status } = answer;
    const parsed = isJson ? JSON.parse(text) : text;
    assertInContract(method, path, { status, body: parsed });
    return { status, headers: answer.headers, body: parsed };
  };
  const client: TestApi["client"] = token =>
    createClient(operations, { baseUrl: url, fetch: fetchInContract, getToken: () => token });
  return {
    url,
    opsUrl: `http://127.0.0.1:${opsPort}`,
    databaseUrl,
    redis,
    call,
    client,
    dns,
    async signUp() {
      const account = { email: `${randomUUID()}@example.com`, password: "correct horse battery" };
      const { id } = await client().registerUser({ body: account });
      const pair = await client().login({ body: account });
      return { ...account, id, token: pair.access_token, refreshToken: String(pair.refresh_token) };
    },
    async addDomain(token, host, fields = {}) {
      const { verification } = await client(token).addDomain({ body: { host, ...fields } });
      if (verification) dns.set(verification.name, [[verification.value]]);
      await client(token).verifyDomain({ params: { host } });
    },
    stop,
  };
}

function noSuchName(name: string): Error {
  return Object.assign(new Error(`no address of ${name}`), { code: "ENOTFOUND" });
}
