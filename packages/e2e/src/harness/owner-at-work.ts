import { setTimeout as sleep } from "node:timers/promises";
import type { Management } from "./fleet.ts";
import type { Owner } from "./owner.ts";

/** Between two pieces of work, each of a few requests. */
const pauseMs = 50;

/**
 * An owner who makes and changes links without end. The requests go to any of the managements and, as a proxy in front would
 * see to, to another where one accepts no connection.
 */
export class OwnerAtWork {
  /** What was not answered as it should have been. */
  readonly failures: string[] = [];
  /** Requests that were. */
  answered = 0;
  readonly #owner: Owner;
  readonly #managements: readonly Management[];
  readonly #running: Promise<void>;
  #isStopped = false;

  /** @param managements looked at anew for each request, as they may come and go */
  constructor(owner: Owner, managements: readonly Management[]) {
    this.#owner = owner;
    this.#managements = managements;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let number = 0; !this.#isStopped; number++) {
      const link = await this.#ask("POST", "/urls", 201, { original_url: `https://example.com/work/${number}` });
      if (link) await this.#ask("PATCH", `/urls/${link.id}`, 200, { title: `Work ${number}` });
      if (link) await this.#ask("DELETE", `/urls/${link.id}`, 204);
      await sleep(pauseMs);
    }
  }

  async #ask(method: string, path: string, expected: number, body?: object): Promise<{ id: string } | undefined> {
    for (const { url } of [...this.#managements]) {
      try {
        const answer = await fetch(`${url}/api/v1${path}`, {
          method,
          // Each on a connection of its own: one that is kept may be ended just when it is used again.
          headers: { ...this.#owner.headers, connection: "close", "content-type": "application/json" },
          ...(body && { body: JSON.stringify(body) }),
        });
        const text = await answer.text();
        if (answer.status === expected) this.answered++;
        else this.failures.push(`${method} ${path}: ${answer.status} ${text}`);
        return answer.status === 201 ? JSON.parse(text) : undefined;
      } catch (err) {
        if (isRefused(err)) continue;
        this.failures.push(`${method} ${path}: ${(err as Error).cause ?? err}`);
        return undefined;
      }
    }
    this.failures.push(`${method} ${path}: nobody accepts a connection`);
    return undefined;
  }
}

/** Nothing was sent, so that another may be asked. */
function isRefused(err: unknown): boolean {
  return ((err as Error).cause as NodeJS.ErrnoException | undefined)?.code === "ECONNREFUSED";
}
