import { readFileSync } from "node:fs";
import { z } from "zod";
import { BadConfiguration } from "./bad-configuration.ts";
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
 * @throws BadConfiguration that names all bad variables
 */
export function loadConfig<S extends Settings>(
  settings: S,
  env: Record<string, string | undefined> = process.env,
): { [K in keyof S]: z.infer<S[K]> } {
  const complaints = new Set<string>();
  const unreadable = new Set<string>();
  const values: Record<string, string | undefined> = {};
  const variables = new Map(Object.keys(settings).map(name => [name, toSetVariable(name, env)]));
  for (const [name, variable] of variables) {
    try {
      values[name] = readVariable(variable, env);
    } catch (err) {
      unreadable.add(variable);
      complaints.add(`${variable}_FILE: ${(err as Error).message}`);
    }
  }
  try {
    addRedisPassword(values, env);
  } catch (err) {
    complaints.add(`${redisPassword}_FILE: ${(err as Error).message}`);
  }
  const parsed = z.object(settings).safeParse(values, { reportInput: false, error: toMessage });
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0]);
    const variable = variables.get(name) ?? name;
    if (unreadable.has(variable)) continue;
    complaints.add(values[name] === undefined ? `${name}: ${toUnsetMessage(name)}` : `${variable}: ${issue.message}`);
  }
  if (complaints.size > 0) throw new BadConfiguration(complaints);
  return parsed.data as { [K in keyof S]: z.infer<S[K]> };
}

/** The variable that gives a setting its value: that of its own name, or the one that it falls back to. */
function toSetVariable(name: string, env: Record<string, string | undefined>): string {
  const fallback = fallbacks[name];
  return fallback === undefined || isSet(name, env) ? name : fallback;
}

function isSet(name: string, env: Record<string, string | undefined>): boolean {
  return Boolean(env[name] || env[`${name}_FILE`]);
}

function addRedisPassword(values: Record<string, string | undefined>, env: Record<string, string | undefined>): void {
  const urls = Object.entries(values).flatMap(([name, url]) => (isRedisUrlName(name) && url ? [{ name, url }] : []));
  const password = urls.length > 0 && readVariable(redisPassword, env);
  if (password) for (const { name, url } of urls) values[name] = withRedisPassword(url, password);
}

function toUnsetMessage(name: string): string {
  return fallbacks[name] ? `is not set, and neither is ${fallbacks[name]}` : "is not set";
}

function readVariable(name: string, env: Record<string, string | undefined>): string | undefined {
  const file = env[`${name}_FILE`];
  if (!file) return env[name] || undefined;
  if (env[name]) throw new Error(`set either ${name} or ${name}_FILE, not both`);
  return readFileSync(file, "utf8").trim();
}
