import cluster, { type Worker } from "node:cluster";
import { within } from "../process/within.ts";
import type { Readiness } from "./readiness.ts";

const question = "shunt:readiness?";
const answer = "shunt:readiness";
const timeoutMs = 3_000;

interface Message {
  type?: unknown;
  id?: unknown;
  readiness?: unknown;
}

/** In a worker: answers the primary whenever that asks. */
export function answerReadiness(check: () => Promise<Readiness>): void {
  process.on("message", (message: Message) => {
    if (message.type !== question) return;
    void check().then(readiness => process.send?.({ type: answer, id: message.id, readiness }));
  });
}

/** In the primary: asks every worker. A check is ok when it is with all of them; a worker that is silent is not ready. */
export async function askReadiness(expected: number): Promise<Readiness> {
  const workers = Object.values(cluster.workers ?? {}).flatMap(worker => (worker?.isConnected() ? [worker] : []));
  const answers = await Promise.all(workers.map(worker => ask(worker)));
  const together: Readiness = { workers: answers.length === expected && !answers.includes(undefined) ? "ok" : "error" };
  for (const readiness of answers) {
    for (const [name, result] of Object.entries(readiness ?? {})) {
      together[name] = result === "error" ? "error" : (together[name] ?? "ok");
    }
  }
  return together;
}

let lastId = 0;

async function ask(worker: Worker): Promise<Readiness | undefined> {
  const id = ++lastId;
  const { promise, resolve } = Promise.withResolvers<Readiness>();
  const listen = (message: Message) => {
    if (message.type === answer && message.id === id) resolve(message.readiness as Readiness);
  };
  worker.on("message", listen);
  worker.send({ type: question, id });
  try {
    return await within(timeoutMs, promise, "a worker's readiness");
  } catch {
    return undefined;
  } finally {
    worker.off("message", listen);
  }
}
