import { createClickQueueDepth } from "@shunt/queue";
import { error, type Finding, ok, warning } from "./finding.ts";

/** A batch is written within a second, unless there is a backlog. */
const ageWarningMs = 60_000;

/** What waits for the worker, and what no retry has helped. @param url `REDIS_QUEUE_URL` of a Redis that answers */
export async function checkQueue(url: string): Promise<Finding[]> {
  const depth = createClickQueueDepth(url, () => {});
  try {
    const [{ waiting, active, delayed, failed }, oldestAt] = await Promise.all([depth.read(), depth.findOldest()]);
    const ageMs = oldestAt === undefined ? 0 : Math.max(0, Date.now() - oldestAt);
    const detail = `${waiting} waiting, ${active} in hand, ${delayed} to be tried again; the oldest is ${Math.round(ageMs / 1_000)} s old`;
    const advice =
      "see whether workers run and reach Postgres, and start more if they do: numbers lag, no click is lost";
    return [
      ageMs < ageWarningMs ? ok("click queue", detail) : warning("click queue", detail, advice),
      failed === 0
        ? ok("dead batches", "none")
        : warning(
            "dead batches",
            `${failed} set aside`,
            "shunt clicks dead tells why; shunt clicks redrive tries them again",
          ),
    ];
  } catch (err) {
    return [error("click queue", (err as Error).message, "see whether the queue's Redis is in use for something else")];
  } finally {
    await depth.stop();
  }
}
