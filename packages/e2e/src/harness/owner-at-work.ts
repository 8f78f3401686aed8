import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "@shunt/contracts/client";
import { operations } from "@shunt/contracts/operations";
import type { Management } from "./fleet.ts";
import type { Owner } from "./owner.ts";

const pauseMs = 50;

/**
 * An owner who creates, changes and deletes links until stopped. A request goes to the next management process when one
 * accepts no connection, as behind a proxy.
 */
export class OwnerAtWork {
  readonly failures: string[] = [];
  answered = 0;
  readonly #client: Client<typeof operations>;
  readonly #running: Promise<void>;
  #isStopped = false;

  /** @param managements read for each request, so that processes can be added and removed */
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
        // One connection per request: a server may close an idle one just as it is used again.
        return await fetch(`${url}${path}`, { ...init, headers: { ...init?.headers, connection: "close" } });
      } catch (err) {
        if (!isRefused(err)) throw err;
      }
    }
    throw new Error(`no management accepts a connection for ${path}`);
  };
}

/** Whether the connection was refused, so that nothing was sent and another process can answer. */
function isRefused(err: unknown): boolean {
  return ((err as Error).cause as NodeJS.ErrnoException | undefined)?.code === "ECONNREFUSED";
}
