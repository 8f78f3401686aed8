import { z } from "zod";
import { InstantText } from "../instant.ts";

const State = z.enum(["ok", "error"]);

/** A process of a service, as it last told of itself. */
export const ServiceInstance = z
  .object({
    id: z.string(),
    service: z.enum(["redirect", "management", "worker"]),
    version: z.string(),
    host: z.string(),
    pid: z.int(),
    started_at: InstantText,
    seen_at: InstantText,
    is_ready: z.boolean(),
    checks: z
      .record(z.string(), State)
      .meta({ description: "What `/readyz` says, by what the service cannot do without." }),
    rss_bytes: z.int(),
    event_loop_lag_ms: z.number().meta({ description: "99th percentile of the last seconds." }),
    spool_bytes: z
      .int()
      .nullable()
      .meta({ description: "Clicks on disk that the queue has not taken; null where there is no spool." }),
    spool_age_seconds: z.number().nullable(),
  })
  .meta({ id: "ServiceInstance" });
export type ServiceInstance = z.infer<typeof ServiceInstance>;
export type ServiceName = ServiceInstance["service"];

const ServiceState = z
  .enum(["ok", "degraded", "down", "unknown"])
  .meta({ description: "`ok`: all instances are ready; `degraded`: some; `down`: none; `unknown`: nobody can tell." });
export type ServiceState = z.infer<typeof ServiceState>;

/** What cannot be known right now, as who would know does not answer, is null. */
export const OpsOverview = z
  .object({
    at: InstantText,
    queue: z
      .object({
        waiting: z.int(),
        active: z.int(),
        delayed: z.int().meta({ description: "Failed, and to be tried again." }),
        failed: z.int().meta({ description: "Set aside: no retry can help." }),
        oldest_age_seconds: z
          .number()
          .meta({ description: "Of the batch of clicks that waits longest; 0 when none does." }),
      })
      .nullable(),
    ingest: z.object({
      lag_seconds: z.number().nullable().meta({
        description: "How long the oldest click that is not counted yet has waited, in a spool or in the queue.",
      }),
      clicks_per_minute: z.int().nullable().meta({ description: "Counted within the last minute." }),
    }),
    dead_letters: z.object({
      batches: z.int().nullable(),
      clicks: z.int().nullable().meta({ description: "Single clicks that the database refused." }),
    }),
    webhooks: z.object({ pending: z.int(), oldest_due_seconds: z.number() }).nullable(),
    outbox: z.object({ pending: z.int(), oldest_age_seconds: z.number() }).nullable(),
    totals: z
      .object({ links: z.int(), users: z.int() })
      .nullable()
      .meta({ description: "Estimates where there are more than ten thousand." }),
    dependencies: z.object({ database: State, cache: State, queue: State }),
    services: z.object({ redirect: ServiceState, management: ServiceState, worker: ServiceState }),
    instances: z.array(ServiceInstance).nullable(),
  })
  .meta({ id: "OpsOverview" });
export type OpsOverview = z.infer<typeof OpsOverview>;
