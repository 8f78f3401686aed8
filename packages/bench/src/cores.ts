import { availableParallelism } from "node:os";
import { findOnPath } from "@shunt/dev";

/** Assigns one core to the measured server and the others to everything else. */
export interface Cores {
  /** Command line that wraps the server's own; empty if this machine cannot pin processes. */
  measured: readonly string[];
  others: readonly string[];
}

export async function findCores(): Promise<Cores> {
  const taskset = availableParallelism() > 1 ? await findOnPath("taskset") : undefined;
  if (!taskset) return { measured: [], others: [] };
  return { measured: [taskset, "-c", "0"], others: [taskset, "-c", `1-${availableParallelism() - 1}`] };
}
