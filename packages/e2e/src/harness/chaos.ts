import { setTimeout as sleep } from "node:timers/promises";
import type { TestClickHouse } from "@shunt/testing/stores";
import type { ServiceProcess } from "./service-process.ts";
import type { Shunt } from "./start-shunt.ts";

export interface ChaosOptions {
  durationMs: number;
  /** Pause between two kills of processes. */
  killEveryMs: number;
  /** Time from the start of a store's fault to the start of the next one. */
  storeEveryMs: number;
  storeFaultMs: number;
  /** Where clicks are stored, if not in Postgres. */
  clickHouse?: TestClickHouse | undefined;
}

interface StoreFault {
  name: string;
  begin(): unknown;
  end(): unknown;
}

/** As a supervisor waits before it starts a dead process again. */
const restartAfterMs = 1_000;

/**
 * Kills random processes of Shunt with SIGKILL and starts them again, while the stores are frozen or killed in turn. One store at a time: without both, no redirect can know a link.
 */
export class Chaos {
  /** Each fault and its end, with the time of day, for the message of a test that fails. */
  readonly events: string[] = [];
  readonly kills: Record<string, number> = {};
  readonly storeFaults: Record<string, number> = {};
  readonly #options: ChaosOptions;
  readonly #services: readonly (readonly [name: string, service: ServiceProcess])[];
  readonly #faults: readonly StoreFault[];
  readonly #restarts = new Map<ServiceProcess, Promise<void>>();

  /** @param shunt with a Postgres of its own, as of `breaksPostgres` */
  constructor(shunt: Shunt, options: ChaosOptions) {
    const { pods, workers, management, redis, postgres } = shunt;
    if (!postgres) throw new Error("needs a Postgres that it can break");
    this.#options = options;
    this.#services = [
      ...pods.map(pod => ["redirect", pod] as const),
      ...workers.map(worker => ["worker", worker] as const),
      ["management", management],
    ];
    const { clickHouse } = options;
    const stores = Object.entries({ Redis: redis, Postgres: postgres, ...(clickHouse && { ClickHouse: clickHouse }) });
    this.#faults = [
      ...stores.map(([name, store]) => ({
        name: `${name} frozen`,
        begin: () => store.pause(),
        end: () => store.resume(),
      })),
      ...stores.map(([name, store]) => ({
        name: `${name} killed`,
        begin: () => store.kill(),
        end: () => store.start(),
      })),
    ];
  }

  /** Returns when the time is over, no fault lasts, and every process is ready again. */
  async run(): Promise<void> {
    const endsAt = Date.now() + this.#options.durationMs;
    await Promise.all([this.#killProcesses(endsAt), this.#breakStores(endsAt)]);
    while (this.#restarts.size > 0) await Promise.all(this.#restarts.values());
  }

  async #killProcesses(endsAt: number): Promise<void> {
    while (Date.now() + this.#options.killEveryMs < endsAt) {
      await sleep(this.#options.killEveryMs);
      const victim = this.#choose();
      // While a store is away, all that may be killed can be waiting for it.
      if (!victim) continue;
      const [name, service] = victim;
      this.#note(`${name} ${service.pid} killed`);
      this.kills[name] = (this.kills[name] ?? 0) + 1;
      await service.end("SIGKILL");
      this.#restarts.set(service, this.#restart(name, service));
    }
  }

  /** Spares the last redirect that is ready: without it no visitor could be redirected. */
  #choose(): readonly [name: string, service: ServiceProcess] | undefined {
    const ready = this.#services.filter(([, service]) => !this.#restarts.has(service));
    const isLast = ready.filter(([name]) => name === "redirect").length === 1;
    const mayDie = ready.filter(([name]) => !(isLast && name === "redirect"));
    return mayDie[Math.floor(Math.random() * mayDie.length)];
  }

  async #restart(name: string, service: ServiceProcess): Promise<void> {
    await sleep(restartAfterMs);
    await service.start();
    this.#note(`${name} ${service.pid} ready`);
    this.#restarts.delete(service);
  }

  async #breakStores(endsAt: number): Promise<void> {
    const { storeEveryMs, storeFaultMs } = this.#options;
    for (let number = 0; Date.now() + storeEveryMs <= endsAt; number++) {
      await sleep(storeEveryMs - storeFaultMs);
      const { name, begin, end } = this.#faults[number % this.#faults.length] as StoreFault;
      this.#note(name);
      this.storeFaults[name] = (this.storeFaults[name] ?? 0) + 1;
      await begin();
      await sleep(storeFaultMs);
      await end();
      this.#note(`${name}: over`);
    }
  }

  #note(event: string): void {
    this.events.push(`${new Date().toISOString()} ${event}`);
  }
}
