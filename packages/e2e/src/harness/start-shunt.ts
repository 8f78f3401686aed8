import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDb, type Db } from "@shunt/db";
import { freePort } from "@shunt/dev";
import { createTestDatabase, startTestRedis, type TestRedis } from "@shunt/testing";
import { ServiceProcess } from "./service-process.ts";

export interface Shunt {
  redirect: ServiceProcess;
  management: ServiceProcess;
  worker: ServiceProcess;
  redis: TestRedis;
  db: Db;
  /** The short link's answer, not followed. */
  click(code: string, init?: RequestInit): Promise<Response>;
  /** An owner with a token of their own. */
  signUp(): Promise<Owner>;
  stop(): Promise<void>;
}

/** What the harness itself reads of an answer; tests look at the rest. */
interface Body {
  access_token?: string;
  id?: string;
  short_code?: string;
  total_clicks?: number;
}

export interface Owner {
  call(method: string, path: string, body?: object): Promise<{ status: number; body: Body }>;
  makeLink(fields?: object): Promise<{ id: string; short_code: string }>;
  /** Clicks by people within the last day, as the summary tells them. */
  countClicks(code: string): Promise<number>;
}

/** The three services as processes, over a database and a Redis of their own. All are started and ready. */
export async function startShunt(): Promise<Shunt> {
  const [database, redis, spoolDir] = await Promise.all([
    createTestDatabase(),
    startTestRedis({ isDurable: true }),
    mkdtemp(join(tmpdir(), "shunt-e2e-")),
  ]);
  const ports: number[] = [];
  while (ports.length < 5) ports.push(await freePort());
  const [redirectPort = 0, managementPort = 0, redirectOps = 0, managementOps = 0, workerOps = 0] = ports;
  const env = {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    SECRET_KEY: "5e".repeat(32),
    BASE_URL: `http://localhost:${redirectPort}`,
    APP_URL: `http://localhost:${managementPort}`,
    REDIRECT_PORT: String(redirectPort),
    MANAGEMENT_PORT: String(managementPort),
    REDIRECT_OPS_PORT: String(redirectOps),
    MANAGEMENT_OPS_PORT: String(managementOps),
    WORKER_OPS_PORT: String(workerOps),
    CLICK_SPOOL_DIR: spoolDir,
  };
  const redirect = new ServiceProcess("redirect", env, redirectOps);
  const management = new ServiceProcess("management", env, managementOps);
  const worker = new ServiceProcess("worker", env, workerOps);
  const services = [redirect, management, worker];
  await Promise.all(services.map(service => service.start()));
  const db = createDb({ url: database.url, max: 2, applicationName: "shunt-e2e" });
  return {
    redirect,
    management,
    worker,
    redis,
    db,
    click: (code, init) => fetch(`http://127.0.0.1:${redirectPort}/${code}`, { redirect: "manual", ...init }),
    signUp: () => signUp(`http://127.0.0.1:${managementPort}/api/v1`),
    async stop() {
      await Promise.all(services.map(service => service.end("SIGTERM")));
      await db.destroy();
      await redis.stop();
      await rm(spoolDir, { recursive: true, force: true });
    },
  };
}

async function signUp(apiUrl: string): Promise<Owner> {
  let token: string | undefined;
  const call: Owner["call"] = async (method, path, body) => {
    const answer = await fetch(apiUrl + path, {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? {} : JSON.parse(text) };
  };
  const account = { email: `${randomUUID()}@example.com`, password: "correct horse battery" };
  await call("POST", "/auth/register", account);
  token = (await call("POST", "/auth/login", account)).body.access_token;
  return {
    call,
    async makeLink(fields = {}) {
      const { body } = await call("POST", "/urls", { original_url: "https://example.com/", ...fields });
      return { id: String(body.id), short_code: String(body.short_code) };
    },
    async countClicks(code) {
      return Number((await call("GET", `/analytics/${code}/summary?days=1`)).body.total_clicks);
    },
  };
}
