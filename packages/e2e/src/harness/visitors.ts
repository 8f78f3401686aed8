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

/** A request for a link and its answer. `status` is undefined if the request was sent but not answered. */
export interface Visit {
  /** Unique. Sent as `utm_content`, which identifies the click in the database. */
  mark: string;
  link: VisitedLink;
  status: number | undefined;
  location: string | undefined;
  /** When the answer arrived, as `Date.now()`; undefined without one. */
  answeredAt?: number;
  /** Whether the process that answered had redirected a visitor of this link before, so that it has the link in memory. */
  isInMemory?: boolean;
}

export interface VisitorsOptions {
  links: readonly VisitedLink[];
  /** Read for each visit, so that pods can be added and removed. */
  pods: readonly Pod[];
  /** Number of concurrent visitors; each sends its next request after an answer and a pause. */
  count?: number;
  pauseMs?: number;
  /** Highest rate of all visitors together, instead of the pause. They do not catch up: that would flood a busy machine. */
  perSecond?: number;
}

const timeoutMs = 20_000;
/** Enough to have clicks at every stage of the pipeline: redirects ship clicks ten times a second. */
const enoughVisits = 120;

/**
 * Visitors who click until stopped, over keep-alive connections. They use the pods in turn, and the next one when a pod
 * accepts no connection, as behind a proxy.
 */
export class Visitors {
  readonly visits: Visit[] = [];
  readonly #options: Required<Omit<VisitorsOptions, "perSecond">>;
  readonly #everyMs: number | undefined;
  #nextAt = performance.now();
  readonly #agents = new Map<Pod, Agent>();
  /** Process and link of each redirect so far. */
  readonly #redirected = new Set<string>();
  readonly #running: Promise<void>[];
  /** Distinguishes these visitors from those of other tests. */
  readonly #name = `visit-${randomUUID().slice(0, 8)}`;
  #isStopped = false;
  #next = 0;

  constructor({ perSecond, ...options }: VisitorsOptions) {
    this.#options = { count: 8, pauseMs: 25, ...options };
    this.#everyMs = perSecond && 1_000 / perSecond;
    this.#running = Array.from({ length: this.#options.count }, () => this.#run());
  }

  async go(count = enoughVisits): Promise<void> {
    const wanted = this.visits.length + count;
    await waitFor(() => this.visits.length >= wanted, { what: `${count} more visits` });
  }

  /** Waits for outstanding answers. Returns all visits. */
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
      if (this.#everyMs !== undefined) await this.#untilTurn(this.#everyMs);
      const link = links[number % links.length] as VisitedLink;
      const visit: Visit = { mark: `${this.#name}-${number}`, link, status: undefined, location: undefined };
      await this.#visit(visit, number);
      this.visits.push(visit);
      if (this.#everyMs === undefined) await sleep(pauseMs);
    }
  }

  async #untilTurn(everyMs: number): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + everyMs;
    await sleep(at - now);
  }

  async #visit(visit: Visit, number: number): Promise<void> {
    const pods = [...this.#options.pods];
    for (let attempt = 0; attempt < pods.length; attempt++) {
      const pod = pods[(number + attempt) % pods.length] as Pod;
      const processAndLink = `${pod.pid} ${visit.link.id}`;
      const isInMemory = this.#redirected.has(processAndLink);
      try {
        const answer = await this.#get(pod, visit);
        if (answer.statusCode === 302) this.#redirected.add(processAndLink);
        visit.isInMemory = isInMemory;
        visit.status = answer.statusCode;
        visit.location = answer.headers.location;
        visit.answeredAt = Date.now();
        return;
      } catch (err) {
        // A refused connection sent nothing, so the next pod is tried. After any other error the visit stays unanswered.
        if ((err as NodeJS.ErrnoException).code !== "ECONNREFUSED") return;
      }
    }
  }

  async #get(pod: Pod, { mark, link }: Visit): Promise<IncomingMessage> {
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
