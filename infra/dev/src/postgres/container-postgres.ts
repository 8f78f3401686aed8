import { setTimeout as sleep } from "node:timers/promises";
import { hasDocker, startContainer } from "../docker.ts";
import { runCommand } from "../run-command.ts";
import type { Server } from "../server-process.ts";
import { readPassword, toPostgresUrl } from "./password.ts";
import { postgresAnswers } from "./postgres-answers.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import { provideServiceRole, serviceRole } from "./service-role.ts";
import { toSettings } from "./settings.ts";

const image = "postgres:17.10-alpine";
const startTimeoutMs = 60_000;
const psql = ["psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--username", "shunt", "shunt"];

/** Starts Postgres in a container with its data below `dir`. Returns undefined if Docker is not running. */
export async function startContainerPostgres(options: PostgresOptions): Promise<Server | undefined> {
  if (!(await hasDocker())) return undefined;
  const password = await readPassword(options.dir);
  const environment = { POSTGRES_USER: "shunt", POSTGRES_DB: "shunt", POSTGRES_PASSWORD: password };
  const { name, stop } = await startContainer({
    image,
    dir: options.dir,
    run: [
      ...["--publish", `127.0.0.1:${options.port}:5432`],
      ...["--volume", `${options.dir}/container:/var/lib/postgresql/data`],
    ],
    env: environment,
    command: toSettings({ ...options, listenAddresses: "*", port: 5432 }),
  });
  const deadline = Date.now() + startTimeoutMs;
  while (!(await postgresAnswers(options.port))) {
    if (Date.now() > deadline) throw new Error("the Postgres container did not answer");
    await sleep(100);
  }
  const runSql = async (input: string) =>
    void (await runCommand("docker", ["exec", "--interactive", name, ...psql], { input }));
  const url = options.forServices
    ? toPostgresUrl(options.port, await provideServiceRole(options.dir, runSql), serviceRole)
    : toPostgresUrl(options.port, password);
  return { url, source: `Docker (${image})`, stop };
}
