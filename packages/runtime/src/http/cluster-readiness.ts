import cluster, { type Worker } from "node:cluster";
import { within } from "../process/within.ts";
import type { Readiness } from "./readiness.ts";

const requestType = "shunt:readiness?";
const responseType = "shunt:readiness";
const timeoutMs = 3_000;

interface Message {
  type?: unknown;
  id?: unknown;
  readiness?: unknown;
}

/** In a worker of a cluster: answers the readiness requests of the primary. */
export function answerReadiness(check: () => Promise<Readiness>): void {
  process.on("message", (message: Message) => {
    if (message.type !== requestType) return;
    void check().then(readiness => process.send?.({ type: responseType, id: message.id, readiness }));
  });
}

/** In the primary: queries all workers. A check passes if it does in every worker. Silent workers fail the check `workers`. */
export async function collectReadiness(expected: number): Promise<Readiness> {
  const workers = Object.values(cluster.workers ?? {}).flatMap(worker => (worker?.isConnected() ? [worker] : []));
  const answers = await Promise.all(workers.map(worker => requestReadiness(worker)));
  const combined: Readiness = { workers: answers.length === expected && !answers.includes(undefined) ? "ok" : "error" };
  for (const readiness of answers) {
    for (const [name, result] of Object.entries(readiness ?? {})) {
      combined[name] = result === "error" ? "error" : (combined[name] ?? "ok");
    }
  }
  return combined;
}

let lastId = 0;

async function requestReadiness(worker: Worker): Promise<Readiness | undefined> {
  const id = ++lastId;
  const { promise, resolve } = Promise.withResolvers<Readiness>();
  const listen = (message: Message) => {
    if (message.type === responseType && message.id === id) resolve(message.readiness as Readiness);
  };
  worker.on("message", listen);
  worker.send({ type: requestType, id });
  try {
    return await within(timeoutMs, promise, "a worker's readiness");
  } catch {
    return undefined;
  } finally {
    worker.off("message", listen);
  }
}
