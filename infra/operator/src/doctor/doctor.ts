import { parseRedisAddress } from "@shunt/contracts/values";
import { within } from "@shunt/runtime";
import { defineCommand, fine, UsageError, wrong } from "../command.ts";
import { readSetting } from "../config.ts";
import { countOf } from "../count-of.ts";
import { json } from "../json-option.ts";
import { toTable } from "../table.ts";
import { checkClickHouse } from "./check-clickhouse.ts";
import { checkConfig, type Service, services } from "./check-config.ts";
import { checkHistory } from "./check-history.ts";
import { checkMail } from "./check-mail.ts";
import { checkPostgres } from "./check-postgres.ts";
import { checkProcesses } from "./check-processes.ts";
import { checkQueue } from "./check-queue.ts";
import { checkRedis } from "./check-redis.ts";
import { checkReplica } from "./check-replica.ts";
import { checkSpool } from "./check-spool.ts";
import { checkApi, checkShortLinks } from "./check-urls.ts";
import { error, type Finding, worstOf } from "./finding.ts";
import { notHere, withSummary } from "./is-running.ts";

/** Limit for one check. */
const timeoutMs = 20_000;

export const doctor = defineCommand({
  summary: "checks everything that the services need",
  help: `
Checks the services' configuration and processes, Postgres, its replica and the nodes of Citus, ClickHouse, SECRET_KEY, both
Redis, the queue, the spool, the short links, the API and the mail server. Changes nothing. Prints each finding, and how to fix it if it is a
warning or an error.
Exits with 0 if there is no error, with 1 if there is one.

  --service <name>   checks the configuration of this service only: redirect, management or worker; repeatable
  --strict           exits with 1 on warnings too
  --json             {"status", "checks": [{"name","status","detail","advice"}]}; status is ok, warning or error`,
  options: { service: { type: "string", multiple: true }, strict: { type: "boolean", default: false }, json },
  async run(terminal, options) {
    const chosen = (options.service ?? services).map(toService);
    terminal.progress("checking …");
    const findings = await examineConfigured(chosen);
    const status = worstOf(findings);
    if (options.json) terminal.print(JSON.stringify({ status, checks: findings }));
    else for (const line of toReport(findings)) terminal.print(line);
    return status === "error" || (options.strict && status === "warning") ? wrong : fine;
  },
});

function toService(name: string): Service {
  const service = services.find(known => known === name);
  if (service === undefined) throw new UsageError(`--service must be one of ${services.join(", ")}`);
  return service;
}

async function examineConfigured(chosen: readonly Service[]): Promise<readonly Finding[]> {
  if (!readSetting.namesStore()) return [notHere("no variable names its stores")];
  return withSummary(await examine(chosen));
}

/** Skips checks whose settings are missing or malformed: the finding about the configuration names those. */
async function examine(chosen: readonly Service[]): Promise<Finding[]> {
  const databaseUrl = valid(readSetting.databaseUrl);
  const replicaUrl = valid(readSetting.replicaUrl);
  const clickHouseUrl = valid(readSetting.clickHouseUrl);
  const cacheUrl = valid(readSetting.cacheUrl);
  const queueUrl = valid(readSetting.queueUrl);
  const baseUrl = valid(readSetting.baseUrl);
  const appUrl = valid(readSetting.appUrl);
  const needsSecret = chosen.some(service => service !== "redirect");
  const secrets = needsSecret ? valid(readSetting.secretKeys) : undefined;
  const isShared = cacheUrl !== undefined && queueUrl !== undefined && toServers(cacheUrl) === toServers(queueUrl);
  const checks: Promise<Finding[]>[] = [
    Promise.resolve(checkConfig(chosen)),
    ...(databaseUrl === undefined ? [] : [bounded("postgres", checkPostgres(databaseUrl, secrets))]),
    ...(replicaUrl === undefined ? [] : [bounded("postgres replica", checkReplica(replicaUrl, databaseUrl))]),
    ...(clickHouseUrl === undefined ? [] : [bounded("clickhouse", checkClickHouse(clickHouseUrl))]),
    ...(clickHouseUrl === undefined || databaseUrl === undefined
      ? []
      : [bounded("clicks history", checkHistory(databaseUrl))]),
    ...(cacheUrl === undefined ? [] : [bounded("redis cache", checkCacheRedis(cacheUrl, isShared))]),
    ...(queueUrl === undefined ? [] : [bounded("redis queue", checkQueueRedis(queueUrl))]),
    ...(chosen.includes("redirect") ? [checkConfiguredSpool()] : []),
    ...(baseUrl === undefined ? [] : [bounded("short links", checkShortLinks(baseUrl))]),
    ...(appUrl === undefined ? [] : [bounded("api", checkApi(appUrl))]),
    bounded("mail", checkMail(valid(readSetting.smtpUrl))),
  ];
  return (await Promise.all(checks)).flat();
}

/** Lists the servers of a URL, without the database number. */
function toServers(url: string): string {
  const address = parseRedisAddress(url);
  if (address.kind === "single") return new URL(address.url).host;
  const nodes = address.kind === "cluster" ? address.nodes : address.sentinels;
  return nodes.map(({ host, port }) => `${host}:${port}`).join();
}

/** Returns undefined for a missing or malformed setting. */
function valid<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Skips the processes, which announce themselves there, when Redis does not answer. */
async function checkCacheRedis(url: string, isShared: boolean): Promise<Finding[]> {
  const findings = await checkRedis("cache", url, isShared);
  const answers = findings.length > 1;
  return answers ? [...findings, ...(await checkProcesses(url))] : findings;
}

/** Skips the queue when Redis does not answer, because BullMQ waits for it without a time limit. */
async function checkQueueRedis(url: string): Promise<Finding[]> {
  const findings = await checkRedis("queue", url, false);
  const answers = findings.length > 1;
  return answers ? [...findings, ...(await checkQueue(url))] : findings;
}

async function checkConfiguredSpool(): Promise<Finding[]> {
  const spool = valid(readSetting.spool);
  return spool ? [await checkSpool(spool.dir, spool.maxMegabytes)] : [];
}

async function bounded(name: string, check: Promise<Finding | Finding[]>): Promise<Finding[]> {
  try {
    return [await within(timeoutMs, check, name)].flat();
  } catch (err) {
    return [error(name, (err as Error).message, "see the log of that server: it answers too slowly or unexpectedly")];
  }
}

function toReport(findings: readonly Finding[]): string[] {
  const table = toTable(findings.map(({ status, name, detail }) => [status, name, detail]));
  const lines = findings.flatMap(({ advice }, i) => [
    table[i] ?? "",
    ...(advice === undefined ? [] : [`         → ${advice}`]),
  ]);
  const count = (status: Finding["status"]) => findings.filter(finding => finding.status === status).length;
  return [
    ...lines,
    "",
    `${count("ok")} ok, ${countOf(count("warning"), "warning")}, ${countOf(count("error"), "error")}`,
  ];
}
