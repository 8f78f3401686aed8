import { availableParallelism } from "node:os";
import { findOnPath } from "@shunt/dev";

/** Puts the server that is measured on a core of its own, and everything else beside it. */
export interface Cores {
  /** Command line in front of the server's own; empty where this machine cannot pin. */
  measured: readonly string[];
  others: readonly string[];
}

export async function findCores(): Promise<Cores> {
  const taskset = availableParallelism() > 1 ? await findOnPath("taskset") : undefined;
  if (!taskset) return { measured: [], others: [] };
  return { measured: [taskset, "-c", "0"], others: [taskset, "-c", `1-${availableParallelism() - 1}`] };
}
