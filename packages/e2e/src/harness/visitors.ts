import { randomUUID } from "node:crypto";
import { Agent, get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { waitFor } from "@shunt/testing";
import type { Pod } from "./fleet.ts";

export interface VisitedLink {
  id: string;
  short_code: string;
  original_url: string;
}

/** What a visitor got: an answer, or none although the request had been sent. */
export interface Visit {
  /** Unlike any other's. Travels as `utm_content`, by which the click is found in the database. */
  mark: string;
  link: VisitedLink;
  status: number | undefined;
  location: string | undefined;
}

export interface VisitorsOptions {
  links: readonly VisitedLink[];
  /** Looked at anew for each visit, as pods may come and go. */
  pods: readonly Pod[];
  /** Visitors at a time; each comes back as soon as it is answered, after a pause. */
  count?: number;
  pauseMs?: number;
  /** Of all together, in place of the pause: so many come in a second, as far as that many visitors can. */
  perSecond?: number;
}

const timeoutMs = 20_000;

/**
 * Visitors who click without end, with connections that stay open. They go to the pods in turn and, as a proxy in front
 * would see to, to another pod where one accepts no connection.
 */
export class Visitors {
  readonly visits: Visit[] = [];
  readonly #options: Required<Omit<VisitorsOptions, "perSecond">>;
  readonly #everyMs: number | undefined;
  readonly #startedAt = performance.now();
  readonly #agents = new Map<Pod, Agent>();
  readonly #running: Promise<void>[];
  /** Tells these visitors from those of another test. */
  readonly #name = `visit-${randomUUID().slice(0, 8)}`;
  #isStopped = false;
  #next = 0;

  constructor({ perSecond, ...options }: VisitorsOptions) {
    this.#options = { count: 8, pauseMs: 25, ...options };
    this.#everyMs = perSecond && 1_000 / perSecond;
    this.#running = Array.from({ length: this.#options.count }, () => this.#run());
  }

  /** Waits until so many more visits have come to their end. */
  async go(count: number): Promise<void> {
    const wanted = this.visits.length + count;
    await waitFor(() => this.visits.length >= wanted, { timeoutMs: 30_000, what: `${count} more visits` });
  }

  /** Lets those who are waiting for an answer have it. Returns everything that was visited. */
  async stop(): Promise<Visit[]> {
    this.#isStopped = true;
    await Promise.all(this.#running);
    for (const agent of this.#agents.values()) agent.destroy();
    return this.visits;
  }

  async #run(): Promise<void> {
    const { links, pauseMs } = this.#options;
    while (!this.#isStopped) {
      const number = this.#next++;
      if (this.#everyMs !== undefined)
        await sleep(Math.max(0, this.#startedAt + number * this.#everyMs - performance.now()));
      const link = links[number % links.length] as VisitedLink;
      const visit: Visit = { mark: `${this.#name}-${number}`, link, status: undefined, location: undefined };
      await this.#visit(visit, number);
      this.visits.push(visit);
      if (this.#everyMs === undefined) await sleep(pauseMs);
    }
  }

  async #visit(visit: Visit, number: number): Promise<void> {
    const pods = [...this.#options.pods];
    for (let attempt = 0; attempt < pods.length; attempt++) {
      const pod = pods[(number + attempt) % pods.length] as Pod;
      try {
        const answer = await this.#ask(pod, visit);
        visit.status = answer.statusCode;
        visit.location = answer.headers.location;
        return;
      } catch (err) {
        // Refused: nothing was sent, so that another pod may be asked. Anything else leaves the visit without an answer.
        if ((err as NodeJS.ErrnoException).code !== "ECONNREFUSED") return;
      }
    }
  }

  async #ask(pod: Pod, { mark, link }: Visit): Promise<IncomingMessage> {
    const agent = this.#agents.get(pod) ?? new Agent({ keepAlive: true });
    this.#agents.set(pod, agent);
    const headers = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" };
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const request = get(`${pod.url}/${link.short_code}?utm_content=${mark}`, { agent, headers, timeout: timeoutMs });
    request.once("response", answer => {
      answer.resume();
      answer.once("end", () => resolve(answer));
      answer.once("error", reject);
    });
    request.once("timeout", () => request.destroy(new Error("no answer in time")));
    request.once("error", reject);
    return promise;
  }
}
