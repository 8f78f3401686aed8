import { Gauge, type Registry } from "prom-client";

/** The part of a Postgres pool that is measured. */
export interface MeasuredPool {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
  options: { max: number };
}

/** Publishes the connections of the pools, by the purpose of each pool. In a cluster, the processes are added up. */
export function watchPools(registry: Registry, pools: Readonly<Record<string, MeasuredPool>>): void {
  new Gauge({
    name: "shunt_postgres_pool",
    help: "Postgres connections that are open (total) or unused (idle), and queries that wait for one (waiting)",
    labelNames: ["state", "pool"],
    registers: [registry],
    collect() {
      for (const [name, pool] of Object.entries(pools)) {
        this.set({ state: "total", pool: name }, pool.totalCount);
        this.set({ state: "idle", pool: name }, pool.idleCount);
        this.set({ state: "waiting", pool: name }, countWaiting(pool));
      }
    },
  });
  const limit = new Gauge({
    name: "shunt_postgres_pool_max",
    help: "Postgres connections that a pool opens at most",
    labelNames: ["pool"],
    registers: [registry],
  });
  for (const [pool, { options }] of Object.entries(pools)) limit.set({ pool }, options.max);
}

/**
 * The queries that neither an unused connection nor a new one takes. The pool also counts those for which there is one, until it
 * hands them over: all queries of the scrape itself, which start at once.
 */
function countWaiting({ totalCount, idleCount, waitingCount, options }: MeasuredPool): number {
  return Math.max(0, waitingCount - idleCount - (options.max - totalCount));
}
