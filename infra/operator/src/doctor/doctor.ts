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

/** For all that one check asks. */
const timeoutMs = 20_000;

export const doctor = defineCommand({
  summary: "looks whether everything is as the services need it",
  help: `
Reads the environment that the services read, and looks at their configuration, Postgres and its replica, both Redis, the queue, the spool, the
short links, the API and the mail server. Changes nothing. Prints what it found, and of what is not well what to do about it.
Exits with 1 when there is an error; warnings alone are 0.

  --service <name>   checks the configuration of redirect, management or worker only; may be given several times
  --json             {"status", "checks": [{"name","status","detail","advice"}]}; status is ok, warning or error`,
  options: { service: { type: "string", multiple: true }, json },
  async run(terminal, options) {
    const chosen = (options.service ?? services).map(toService);
    terminal.progress("looking …");
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

/** What cannot be looked at for want of configuration is left out: the configuration's own finding names it. */
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
    ...(chosen.includes("redirect") ? [checkSpoolOf()] : []),
    ...(baseUrl === undefined ? [] : [bounded("short links", checkShortLinks(baseUrl))]),
    ...(appUrl === undefined ? [] : [bounded("api", checkApi(appUrl))]),
    bounded("mail", checkMail(valid(readSetting.smtpUrl))),
  ];
  return (await Promise.all(checks)).flat();
}

/** Those that a URL names, whatever part of them is meant. */
function toServers(url: string): string {
  const address = parseRedisAddress(url);
  if (address.kind === "single") return new URL(address.url).host;
  const nodes = address.kind === "cluster" ? address.nodes : address.sentinels;
  return nodes.map(({ host, port }) => `${host}:${port}`).join();
}

/** Undefined for a setting that is missing or malformed. */
function valid<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The queue is not asked of a Redis that does not answer: who asks BullMQ waits for ever. */
async function checkQueueRedis(url: string): Promise<Finding[]> {
  const findings = await checkRedis("queue", url, false);
  const answers = findings.length > 1;
  return answers ? [...findings, ...(await checkQueue(url))] : findings;
}

async function checkSpoolOf(): Promise<Finding[]> {
  const spool = valid(readSetting.spool);
  return spool ? [await checkSpool(spool.dir, spool.maxMegabytes)] : [];
}

async function bounded(name: string, check: Promise<Finding | Finding[]>): Promise<Finding[]> {
  try {
    return [await within(timeoutMs, check, name)].flat();
  } catch (err) {
    return [error(name, (err as Error).message, "it answers too late, or not as it should; see its log")];
  }
}

function toReport(findings: readonly Finding[]): string[] {
  const table = toTable(findings.map(({ status, name, detail }) => [status, name, detail]));
  const lines = findings.flatMap(({ advice }, i) => [
    table[i] ?? "",
    ...(advice === undefined ? [] : [`         → ${advice}`]),
  ]);
  const count = (status: Finding["status"]) => findings.filter(finding => finding.status === status).length;
  return [...lines, "", `${count("ok")} ok, ${count("warning")} warnings, ${count("error")} errors`];
}
