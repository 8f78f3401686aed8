import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "@shunt/contracts/client";
import { operations } from "@shunt/contracts/operations";
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
  readonly #client: Client<typeof operations>;
  readonly #running: Promise<void>;
  #isStopped = false;

  /** @param managements looked at anew for each request, as they may come and go */
  constructor(owner: Pick<Owner, "token">, managements: readonly Management[]) {
    this.#client = createClient(operations, {
      baseUrl: "",
      fetch: fetchFromAny(managements),
      getToken: () => owner.token,
    });
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    for (let number = 0; !this.#isStopped; number++) {
      const original_url = `https://example.com/work/${number}`;
      const link = await this.#try(() => this.#client.createLink({ body: { original_url } }));
      if (link) {
        const params = { id: link.id };
        await this.#try(() => this.#client.updateLink({ params, body: { title: `Work ${number}` } }));
        await this.#try(() => this.#client.deleteLink({ params }));
      }
      await sleep(pauseMs);
    }
  }

  async #try<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await work();
      this.answered++;
      return answer;
    } catch (err) {
      this.failures.push(String((err as Error).cause ?? err));
      return undefined;
    }
  }
}

/** Sends a request to the first management that accepts the connection. */
function fetchFromAny(managements: readonly Management[]): typeof fetch {
  return async (path, init) => {
    for (const { url } of [...managements]) {
      try {
        // Each on a connection of its own: one that is kept may be ended just when it is used again.
        return await fetch(`${url}${path}`, { ...init, headers: { ...init?.headers, connection: "close" } });
      } catch (err) {
        if (!isRefused(err)) throw err;
      }
    }
    throw new Error(`no management accepts a connection for ${path}`);
  };
}

/** Nothing was sent, so that another may be asked. */
function isRefused(err: unknown): boolean {
  return ((err as Error).cause as NodeJS.ErrnoException | undefined)?.code === "ECONNREFUSED";
}
