import { within } from "@shunt/runtime";
import { withRedis } from "../connect.ts";
import { toHosts } from "./to-hosts.ts";

const timeoutMs = 4_000;

/** Sends a command to Redis. Returns a sentence if that fails, without the password. */
export async function findRedisObstacle(url: string): Promise<string | undefined> {
  try {
    await within(
      timeoutMs,
      withRedis("Redis", url, redis => redis.ping()),
      "the connection",
    );
    return undefined;
  } catch (err) {
    const reason = (err as Error).message.replace("Redis does not answer: ", "");
    return `REDIS_URL: Redis at ${toHosts(url)} does not answer (${reason}). Start it or correct the URL.`;
  }
}
