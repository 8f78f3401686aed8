import { parseRedisAddress } from "@shunt/contracts/values";
import { within } from "@shunt/runtime";
import { defineCommand, fine, UsageError, wrong } from "../command.ts";
import { readSetting } from "../config.ts";
import { json } from "../json-option.ts";
import { toTable } from "../table.ts";
import { checkConfig, type Service, services } from "./check-config.ts";
import { checkMail } from "./check-mail.ts";
import { checkPostgres } from "./check-postgres.ts";
import { checkQueue } from "./check-queue.ts";
import { checkRedis } from "./check-redis.ts";
import { checkReplica } from "./check-replica.ts";
import { checkSpool } from "./check-spool.ts";
import { checkApi, checkShortLinks } from "./check-urls.ts";
import { error, type Finding, worstOf } from "./finding.ts";

/** Limit for one check. */
const timeoutMs = 20_000;

export const doctor = defineCommand({
  summary: "checks everything that the services need",
  help: `
Checks the services' configuration, Postgres and its replica, both Redis, the queue, the spool, the short links, the API and the
mail server. Changes nothing. Prints each finding, and how to fix it if it is a warning or an error. Exits with 1 on errors, not
on warnings.

  --service <name>   checks the configuration of this service only: redirect, management or worker; repeatable
  --json             {"status", "checks": [{"name","status","detail","advice"}]}; status is ok, warning or error`,
  options: { service: { type: "string", multiple: true }, json },
  async run(terminal, options) {
    const chosen = (options.service ?? services).map(toService);
    terminal.progress("checking …");
    const findings = await examine(chosen);
    const status = worstOf(findings);
    if (options.json) terminal.print(JSON.stringify({ status, checks: findings }));
    else for (const line of toReport(findings)) terminal.print(line);
    return status === "error" ? wrong : fine;
  },
});

function toService(name: string): Service {
  const service = services.find(known => known === name);
  if (service === undefined) throw new UsageError(`--service must be one of ${services.join(", ")}`);
  return service;
}

/** Skips checks whose settings are missing or malformed: the finding about the configuration names those. */
async function examine(chosen: readonly Service[]): Promise<Finding[]> {
  const databaseUrl = valid(readSetting.databaseUrl);
  const replicaUrl = valid(readSetting.replicaUrl);
  const cacheUrl = valid(readSetting.cacheUrl);
  const queueUrl = valid(readSetting.queueUrl);
  const baseUrl = valid(readSetting.baseUrl);
  const appUrl = valid(readSetting.appUrl);
  const isShared = cacheUrl !== undefined && queueUrl !== undefined && toServers(cacheUrl) === toServers(queueUrl);
  const checks: Promise<Finding[]>[] = [
    Promise.resolve(checkConfig(chosen)),
    ...(databaseUrl === undefined ? [] : [bounded("postgres", checkPostgres(databaseUrl))]),
    ...(replicaUrl === undefined ? [] : [bounded("postgres replica", checkReplica(replicaUrl, databaseUrl))]),
    ...(cacheUrl === undefined ? [] : [bounded("redis cache", checkRedis("cache", cacheUrl, isShared))]),
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
  const counted = (status: "warning" | "error") => `${count(status)} ${status}${count(status) === 1 ? "" : "s"}`;
  return [...lines, "", `${count("ok")} ok, ${counted("warning")}, ${counted("error")}`];
}
