import { once } from "node:events";
import { Agent } from "node:http";
import { freePort } from "@shunt/dev";
import { Redis } from "ioredis";
import { signIn, signUp, startManagement } from "../management.ts";
import { toRedirectSpec } from "../redirect.ts";
import type { Stage } from "../stage.ts";
import { type Subject, startSubject } from "../subject.ts";
import { type Change, type Kind, toKinds } from "./kinds.ts";
import { visit } from "./visit.ts";

export interface ChangeTimes {
  name: string;
  /** From the response of the change to the first redirect that shows it, on each pod (ms). */
  timesMs: number[];
  /** Number of times whose first request was answered with the state before. */
  outdated: number;
}

const pods = 2;
const perRound = 100;
const timeoutMs = 10_000;
const channel = "bench";
const admin = { email: "admin@example.com", password: "correct horse battery" };

/**
 * Measures how long after its response a change reaches two redirects that have the link in memory. The limit is a bare
 * publish/subscribe message to as many subscribers, which then request a redirect. Each round measures all in
 * turn, one change after the other.
 */
export async function runChanges(stage: Stage, { rounds }: { rounds: number }): Promise<ChangeTimes[]> {
  const subjects: Subject[] = [];
  const agent = new Agent({ keepAlive: true });
  const port = await freePort();
  const own = { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password };
  try {
    subjects.push(await startManagement(stage, port, unpinned, own));
    const origins: string[] = [];
    while (origins.length < pods) {
      const env = { REDIS_URL: stage.redisUrl, MISS_RATE_LIMIT: "0" };
      const { spec, origin } = await toRedirectSpec(stage, `redirect ${origins.length}`, env);
      subjects.push(await startSubject(spec, unpinned));
      origins.push(origin);
    }
    const baseUrl = `http://127.0.0.1:${port}`;
    const [owner, moderator] = [await signUp(baseUrl), await signIn(baseUrl, admin)];
    const { short_code } = await owner.client.createLink({ body: { original_url: "https://example.com/" } });
    const limit = await openLimit(stage, agent, origins, short_code);
    const kinds = toKinds(owner.client, moderator.client);
    const results = [limit.name, ...kinds.map(({ name }) => name)].map(toResult);
    const [ofLimit, ...ofKinds] = results as [ChangeTimes, ...ChangeTimes[]];
    const runRound = async () => {
      for (let i = 0; i < perRound; i++) ofLimit.timesMs.push(...(await limit.measure()));
      for (const [i, kind] of kinds.entries()) await measureKind(kind, ofKinds[i] as ChangeTimes, agent, origins);
    };
    // Warm-up.
    await runRound();
    for (const result of results) Object.assign(result, toResult(result.name));
    for (let round = 0; round < rounds; round++) await runRound();
    limit.stop();
    return results;
  } finally {
    agent.destroy();
    for (const subject of subjects) await subject.stop();
  }
}

const unpinned = { measured: [], others: [] };

function toResult(name: string): ChangeTimes {
  return { name, timesMs: [], outdated: 0 };
}

async function measureKind({ prepare }: Kind, result: ChangeTimes, agent: Agent, origins: readonly string[]) {
  for (let i = 0; i < perRound; i++) {
    const change = await prepare();
    // Now both have the state before in memory.
    await Promise.all(origins.map(origin => visit(agent, `${origin}/${change.code}`)));
    await change.apply();
    const respondedAt = performance.now();
    const all = await Promise.all(origins.map(origin => untilSeen(change, agent, origin, respondedAt)));
    for (const { timeMs, requests } of all) {
      result.timesMs.push(timeMs);
      if (requests > 1) result.outdated += 1;
    }
  }
}

async function untilSeen({ code, isSeen }: Change, agent: Agent, origin: string, respondedAt: number) {
  for (let requests = 1; ; requests++) {
    const answer = await visit(agent, `${origin}/${code}`);
    const timeMs = performance.now() - respondedAt;
    if (isSeen(answer)) return { timeMs, requests };
    if (timeMs > timeoutMs) throw new Error(`${origin}/${code} still has status ${answer.status} after ${timeMs} ms`);
  }
}

async function openLimit({ redisUrl }: Stage, agent: Agent, origins: readonly string[], code: string) {
  const publisher = new Redis(redisUrl);
  const subscribers = origins.map(() => new Redis(redisUrl));
  for (const subscriber of subscribers) await subscriber.subscribe(channel);
  return {
    name: "bare publish/subscribe, then a redirect",
    async measure(): Promise<number[]> {
      const startedAt = performance.now();
      const visits = subscribers.map(async (subscriber, i) => {
        await once(subscriber, "message");
        await visit(agent, `${origins[i]}/${code}`);
        return performance.now() - startedAt;
      });
      await publisher.publish(channel, "");
      return Promise.all(visits);
    },
    stop() {
      for (const redis of [publisher, ...subscribers]) redis.disconnect();
    },
  };
}
