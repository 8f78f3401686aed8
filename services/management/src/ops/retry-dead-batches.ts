import type { RetriedBatches } from "@shunt/contracts/admin";
import { Problem } from "@shunt/contracts/problem";
import { within } from "@shunt/runtime";
import type { Caller } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import type { OpsDeps } from "./deps.ts";

/** Limit for moving all batches (ms). The move goes on afterwards. */
const timeoutMs = 10_000;

/** @throws Problem "unavailable" if the Redis of the queue does not respond */
export async function retryDeadBatches(
  { deadBatches, db }: Pick<OpsDeps, "deadBatches" | "db">,
  actor: Caller,
): Promise<RetriedBatches> {
  const batches = await within(timeoutMs, deadBatches.redrive(), "the queue").catch((err: unknown) => {
    throw new Problem("unavailable", "The Redis of the queue does not respond", { cause: err });
  });
  if (batches > 0) await writeAudit(db, { actor, action: "dead-batches.retried", details: { batches } });
  return { batches };
}
