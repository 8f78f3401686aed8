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
  // Tests look into answers of many shapes.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body: any;
}

export interface TestApi {
  url: string;
  /** Where it tells operators of itself. */
  opsUrl: string;
  databaseUrl: string;
  redis: TestRedis;
  /** Sends a request, and checks that the operation lists the status and the problem of the answer. */
  call(
    method: string,
    path: string,
    options?: { body?: unknown; token?: string; headers?: Record<string, string> },
  ): Promise<Answer>;
  /** The typed client of the API, whose answers are checked as those of `call`. */
  client(token?: string): Client<typeof operations>;
  /** Registers somebody new and signs in. */
  signUp(): Promise<{ token: string; refreshToken: string; email: string; password: string; id: string }>;
  /** Adds a domain and shows that it is theirs. */
  addDomain(token: string, host: string, fields?: object): Promise<void>;
  /** What DNS says of names: TXT records, each in its parts. */
  dns: Map<string, string[][]>;
  stop(): Promise<void>;
}

/** No limits, but for the tests of limits. */
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
  RATE_LIMIT_PICTURE: "0",
  RATE_LIMIT_POST: "0",
  RATE_LIMIT_COMMENT: "0",
  RATE_LIMIT_FRIEND_REQUEST: "0",
  RATE_LIMIT_UPLOAD: "0",
};

/** The address of a name, as the service under test sees it. */
type Resolve = (hostname: string) => string | undefined;

/** Returns the ports. */
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
  return startManagement(config, { log: log ?? createLogger("test", config.log.level) }, lifecycle, names, bounds);
}

export interface TestApiOptions {
  log?: Logger;
  /** Where names lead; without it nowhere, so that no test asks the internet. */
  resolve?: Resolve;
  /** Without it, any number may sign in at once, and passwords of new accounts are hashed at the least cost. */
  bounds?: Bounds;
}

/** The least that argon2 takes: signing up costs two hashes, which most tests do for each of their users. */
const leastCost = { memoryCost: 8, timeCost: 1, parallelism: 1 };
const wide: Bounds = {
  laneSizes: { passwordsWaiting: 10_000, passwordsOfOneWaiting: 10_000 },
  passwordCost: leastCost,
};

/** The whole service on a free port, with a database and a Redis of its own. @param env beside what it must have */
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
      return { ...account, id, token: pair.access_token, refreshToken: pair.refresh_token };
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
