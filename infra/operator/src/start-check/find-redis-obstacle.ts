import { parseRedisAddress } from "@shunt/contracts/values";
import { within } from "@shunt/runtime";
import { withRedis } from "../connect.ts";
import { toHosts } from "./to-hosts.ts";

const timeoutMs = 4_000;

/** Sends a command to Redis. Returns a sentence if that fails, without the password. */
export async function findRedisObstacle(variable: string, url: string): Promise<string | undefined> {
  try {
    parseRedisAddress(url);
  } catch (err) {
    return `${variable}: ${(err as Error).message}`;
  }
  try {
    await within(
      timeoutMs,
      withRedis("Redis", url, redis => redis.ping()),
      "the connection",
    );
    return undefined;
  } catch (err) {
    return `${variable}: ${toSentence(toReason(err as Error), toHosts(url))}`;
  }
}

/** The error of the server or of the connection, without our own words. */
function toReason({ message, cause }: Error): string {
  return cause instanceof Error ? cause.message : message;
}

/** https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors */
function toSentence(reason: string, hosts: string): string {
  if (/^NOAUTH/.test(reason)) return `Redis at ${hosts} requires a password. Add it to the URL, or set REDIS_PASSWORD.`;
  if (/^(WRONGPASS|NOPERM|ERR AUTH|ERR invalid password)/.test(reason))
    return `Redis at ${hosts} rejects the user or password (${reason}). Correct the URL or REDIS_PASSWORD.`;
  if (/RESP type/.test(reason)) return `another program than Redis answers at ${hosts}. Correct the URL.`;
  return `Redis at ${hosts} does not answer (${reason}). Start it or correct the URL.`;
}
