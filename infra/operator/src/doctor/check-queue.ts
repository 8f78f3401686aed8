import { createClickQueueDepth } from "@shunt/queue";
import { judgeAge } from "./click-age.ts";
import { error, type Finding, ok, warning } from "./finding.ts";

/** Checks for a backlog and failed batches. @param url `REDIS_QUEUE_URL` of a Redis that answers */
export async function checkQueue(url: string): Promise<Finding[]> {
  const depth = createClickQueueDepth(url, () => {});
  try {
    const [{ waiting, active, delayed, failed }, oldestAt] = await Promise.all([depth.read(), depth.findOldest()]);
    const ageMs = oldestAt === undefined ? 0 : Math.max(0, Date.now() - oldestAt);
    const detail = `${waiting} waiting, ${active} active, ${delayed} delayed until a retry; the oldest is ${Math.round(ageMs / 1_000)} s old`;
    const advice = "check that workers run and reach Postgres, or start more: statistics lag, but no click is lost";
    return [
      judgeAge("click queue", ageMs, detail, advice),
      failed === 0
        ? ok("dead batches", "none")
        : warning(
            "dead batches",
            `${failed} set aside`,
            "run shunt clicks dead for the reasons, fix them, then shunt clicks redrive; or shunt clicks discard",
          ),
    ];
  } catch (err) {
    return [
      error(
        "click queue",
        (err as Error).message,
        "check that REDIS_QUEUE_URL names the right Redis, and that no other application uses its keys",
      ),
    ];
  } finally {
    await depth.stop();
  }
}
