import type { CachedDomain, CachedLink } from "@shunt/contracts/cached";
import { createClientAddress, createLogger } from "@shunt/runtime";
import { aCachedDomain } from "@shunt/testing";
import { type Mock, vi } from "vitest";
import { type AppDeps, createApp } from "../http/app.ts";
import { createMissLimit } from "../http/miss-limit.ts";
import type { LinkFacts } from "../links/link-facts.ts";
import type { LinkResolver } from "../links/link-resolver.ts";
import { createRedirectMetrics } from "../redirect-metrics.ts";
import type { Spool } from "../spool/spool.ts";
import { noUses } from "./no-uses.ts";
import { theDecide } from "./the-decide.ts";
import { type VisitOptions, visitApp } from "./visit-app.ts";

export interface AppOptions {
  missLimit?: number;
  domain?: Partial<CachedDomain>;
  /** Whether the link needs a look-up. */
  isCold?: boolean;
  /** Whether memory has the link, fresh or stale. */
  isInMemory?: boolean;
  /** Facts for the preview; null if the link was deleted meanwhile. */
  facts?: Partial<LinkFacts> | null;
  contactUrl?: string;
}

const someFacts: LinkFacts = {
  title: "Autumn <sale>",
  isPublic: true,
  createdAt: new Date("2026-01-31T09:00:00Z"),
  destinationChangedAt: new Date("2026-11-20T09:00:00Z"),
};

interface TestApp {
  visit: (path: string, options?: VisitOptions) => Promise<Response>;
  append: Mock<Spool["append"]>;
  findInMemory: Mock<LinkResolver["findInMemory"]>;
  find: Mock<LinkResolver["find"]>;
  deps: AppDeps;
}

/** An app with one link; `visit` sends a request from 192.0.2.7. */
export function anApp(link: CachedLink | null | Error, options: AppOptions = {}): TestApp {
  const { missLimit = 60, domain = {}, isCold = false, isInMemory = false, facts = {}, contactUrl } = options;
  const append = vi.fn<Spool["append"]>();
  const findInMemory = vi.fn<LinkResolver["findInMemory"]>(() =>
    link instanceof Error || isCold ? undefined : { link, source: "memory" },
  );
  const find = vi.fn<LinkResolver["find"]>(async () => {
    if (link instanceof Error) throw link;
    return { link, source: "postgres" };
  });
  const deps: AppDeps = {
    decide: theDecide,
    uses: noUses,
    domains: { findInMemory: () => aCachedDomain(domain), find: async () => aCachedDomain(domain) },
    resolver: { findInMemory, find, isInMemory: () => isInMemory },
    findFacts: async () => (facts === null ? undefined : { ...someFacts, ...facts }),
    appUrl: "https://app.example.com",
    baseUrl: "https://sho.rt",
    contactUrl,
    spool: { append },
    missLimit: createMissLimit(missLimit, Date.now),
    clientAddress: createClientAddress(""),
    metrics: createRedirectMetrics(),
    log: createLogger("test", "silent"),
    now: Date.now,
  };
  const app = createApp(deps);
  const visit: TestApp["visit"] = (path, given) => visitApp(app, path, given);
  return { visit, append, findInMemory, find, deps };
}
