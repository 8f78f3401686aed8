import type { AccessChanges, DomainCache, LinkCache, LiveClicks, Redis } from "@shunt/cache";
import type { Db } from "@shunt/db";
import type { BoardQueues } from "@shunt/queue/board";
import type { Logger, Tracing } from "@shunt/runtime";
import type { GuardedFetch, Mailer } from "@shunt/runtime/outbound";
import type { GetTimeZone } from "./analytics/time-zones.ts";
import type { FindTopValues } from "./analytics/top-values.ts";
import type { GuessLimits } from "./auth/guess-limits.ts";
import type { Tokens } from "./auth/tokens.ts";
import type { MemberRecord } from "./auth/user-store.ts";
import type { Background } from "./background.ts";
import type { OutboxSettler } from "./changes/outbox-settler.ts";
import type { Config } from "./config.ts";
import type { ResolveTxt } from "./domains/verify-domain.ts";
import type { BodyReader } from "./http/body/read-body.ts";
import type { RequestLimits } from "./http/request-limits.ts";
import type { Lanes } from "./lanes.ts";
import type { FindCodeDomains } from "./links/code-domains.ts";
import type { InsertLinks } from "./links/insert-drafts.ts";
import type { FindRefused } from "./links/target-judge.ts";
import type { ManagementMetrics } from "./management-metrics.ts";
import type { OverviewRecorder } from "./ops/overview-recorder.ts";
import type { createDrawQr } from "./qr/drawn-codes.ts";
import type { Logos } from "./qr/load-logo.ts";
import type { Social } from "./social/social-context.ts";

/** What the verbs of this service work with. Opened once, in `service.ts`. */
export interface Context {
  db: Db;
  redis: Redis;
  linkCache: LinkCache;
  domainCache: DomainCache;
  resolveTxt: ResolveTxt;
  outbox: OutboxSettler;
  liveClicks: LiveClicks;
  accessChanges: AccessChanges;
  findTopValues: FindTopValues;
  getTimeZone: GetTimeZone;
  tokens: Tokens;
  /** Requests that come at the same time share a statement of these four. */
  findUserOfSession: (sessionId: string) => Promise<MemberRecord | undefined>;
  findRefused: FindRefused;
  findDomains: FindCodeDomains;
  joinInserts: InsertLinks;
  limits: RequestLimits;
  guesses: GuessLimits;
  lanes: Lanes;
  bodies: BodyReader;
  mailer: Mailer;
  background: Background;
  /** How other people's servers are asked. */
  guardedFetch: GuardedFetch;
  drawQr: ReturnType<typeof createDrawQr>;
  logos: Logos;
  metrics: ManagementMetrics;
  overview: OverviewRecorder;
  boardQueues: BoardQueues;
  /** Undefined where it is switched off. */
  social: Social | undefined;
  config: Config;
  log: Logger;
  /** Undefined where nothing is traced. */
  tracing: Tracing | undefined;
}

/** Where a request comes from. */
export interface Client {
  /** An IPv4 address, or the /64 of an IPv6 one. */
  network: string;
  /** Aborted when the client has left. */
  signal: AbortSignal;
}
