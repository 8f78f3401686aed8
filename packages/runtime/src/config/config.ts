import { readFileSync } from "node:fs";
import { z } from "zod";
import { isRedisUrlName, withRedisPassword } from "./redis-password.ts";
import { toMessage } from "./to-message.ts";

/** The settings of a service: a zod schema per environment variable. */
export type Settings = Record<string, z.ZodType>;

/** Unset variables take the value of another one: one Redis serves both jobs unless they have their own. */
const fallbacks: Record<string, string> = { REDIS_CACHE_URL: "REDIS_URL", REDIS_QUEUE_URL: "REDIS_URL" };

/** The password for every Redis URL that has none. */
const redisPassword = "REDIS_PASSWORD";

/**
 * Parses the environment. Instead of a variable `X`, `X_FILE` may name a file with the value (as Docker and Kubernetes mount
 * secrets). Empty variables count as unset.
 *
 * @throws Error that names all bad variables, without their values, which may be secrets
 */
export function loadConfig<S extends Settings>(
  settings: S,
  env: Record<string, string | undefined> = process.env,
): { [K in keyof S]: z.infer<S[K]> } {
  const complaints: string[] = [];
  const values: Record<string, string | undefined> = {};
  for (const name of Object.keys(settings)) {
    try {
      values[name] = readVariable(name, env) ?? readVariable(fallbacks[name], env);
    } catch (err) {
      complaints.push(`${name}_FILE: ${(err as Error).message}`);
    }
  }
  try {
    addRedisPassword(values, env);
  } catch (err) {
    complaints.push(`${redisPassword}_FILE: ${(err as Error).message}`);
  }
  const parsed = z.object(settings).safeParse(values, { reportInput: false, error: toMessage });
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    if (complaints.some(line => line.startsWith(`${name}_FILE`))) continue;
    complaints.push(`${name}: ${values[name] === undefined ? toUnsetMessage(name) : issue.message}`);
  }
  if (complaints.length > 0) throw new Error(`Bad configuration:\n${complaints.map(line => `  ${line}`).join("\n")}`);
  return parsed.data as { [K in keyof S]: z.infer<S[K]> };
}

function addRedisPassword(values: Record<string, string | undefined>, env: Record<string, string | undefined>): void {
  const urls = Object.entries(values).flatMap(([name, url]) => (isRedisUrlName(name) && url ? [{ name, url }] : []));
  const password = urls.length > 0 && readVariable(redisPassword, env);
  if (password) for (const { name, url } of urls) values[name] = withRedisPassword(url, password);
}

function toUnsetMessage(name: string): string {
  return fallbacks[name] ? `is not set, and neither is ${fallbacks[name]}` : "is not set";
}

function readVariable(name: string | undefined, env: Record<string, string | undefined>): string | undefined {
  if (name === undefined) return undefined;
  const file = env[`${name}_FILE`];
  if (!file) return env[name] || undefined;
  if (env[name]) throw new Error(`set either ${name} or ${name}_FILE, not both`);
  return readFileSync(file, "utf8").trim();
}
