import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import type { Ports } from "./choose-ports.ts";

const entry = resolve(import.meta.dirname, "../../../operator/src/start-check/main.ts");

/**
 * Checks the variables of the services, the given stores and the directories, before anything runs.
 *
 * @throws Error with a sentence for each reason why the services cannot start
 */
export async function checkStart(env: NodeJS.ProcessEnv, ports: Ports): Promise<void> {
  const startedLater = {
    ...(!env.DATABASE_URL && { DATABASE_URL: `postgres://127.0.0.1:${ports.postgres}/shunt` }),
    ...(!env.REDIS_URL && { REDIS_URL: `redis://127.0.0.1:${ports.redis}` }),
  };
  const child = spawn(process.execPath, ["--conditions=@shunt/source", entry, ...Object.values(startedLater)], {
    env: { ...env, ...startedLater },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<number | null>((done, reject) => child.once("error", reject).once("exit", done));
  const [code, obstacles, failure] = await Promise.all([exited, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`Shunt cannot start.\n${(obstacles || failure).trim().replaceAll(/^/gm, "  ")}`);
}
