import { Agent, get } from "node:http";
import type { Pod } from "./fleet.ts";

const headers = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" };
const timeoutMs = 30_000;

/** Visitors who open one link at the same moment, through the pods in turn. */
export class Rush {
  readonly #pods: readonly Pod[];
  readonly #agent = new Agent({ keepAlive: true });

  constructor(pods: readonly Pod[]) {
    this.#pods = pods;
  }

  /** Returns the status of each answer; 0 for a visitor without an answer. */
  async open(code: string, visitors: number): Promise<number[]> {
    return Promise.all(Array.from({ length: visitors }, (_, i) => this.#visit(`${this.#urlOf(i)}/${code}`)));
  }

  end(): void {
    this.#agent.destroy();
  }

  #urlOf(visitor: number): string {
    return this.#pods[visitor % this.#pods.length]?.url ?? "";
  }

  #visit(url: string): Promise<number> {
    return new Promise(resolve => {
      const request = get(url, { agent: this.#agent, headers, timeout: timeoutMs }, answer => {
        answer.resume();
        answer.once("close", () => resolve(answer.statusCode ?? 0));
      });
      request.once("timeout", () => request.destroy(new Error("no answer in time")));
      request.once("error", () => resolve(0));
    });
  }
}

export function countOf(statuses: readonly number[], status: number): number {
  return statuses.filter(each => each === status).length;
}
