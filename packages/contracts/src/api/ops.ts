import { z } from "zod";
import { InstantText } from "../instant.ts";

const State = z.enum(["ok", "error"]);

/** A process of a service, as it last reported itself. */
export const ServiceInstance = z
  .object({
    id: z.string().describe("Id of the process."),
    service: z.enum(["redirect", "management", "worker"]).describe("The service that the process runs."),
    version: z.string().describe("Version of the service."),
    host: z.string().describe("Host name of the machine or container."),
    pid: z.int().describe("Process id."),
    started_at: InstantText.describe("When the process started."),
    seen_at: InstantText.describe("When the process last reported its state."),
    is_ready: z.boolean().describe("Whether `/readyz` answers 200."),
    checks: z.record(z.string(), State).describe("The checks of `/readyz`, by dependency."),
    rss_bytes: z.int().describe("Resident memory in bytes."),
    event_loop_lag_ms: z
      .number()
      .describe("99th percentile of the event loop lag of the last seconds, in milliseconds."),
    spool_bytes: z
      .int()
      .nullable()
      .describe("Bytes of clicks on disk that the queue has not taken; `null` for a service without a spool."),
    spool_age_seconds: z
      .number()
      .nullable()
      .describe("Age of the oldest click in the spool in seconds; `null` for a service without a spool."),
    is_spool_writable: z
      .boolean()
      .nullable()
      // A process of a former release does not report it.
      .default(null)
      .describe(
        "Whether the disk of the spool took the last clicks. Otherwise clicks stay in memory. `null` for a service without a spool.",
      ),
  })
  .meta({ id: "ServiceInstance" });
export type ServiceInstance = z.infer<typeof ServiceInstance>;
export type ServiceName = ServiceInstance["service"];

export const OpsSentence = z
  .object({
    code: z.string().describe("Name of the sentence, such as `clicks-wait`."),
    values: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .describe("Values in the sentence, such as the number of clicks. An `age` is in seconds."),
  })
  .meta({ id: "OpsSentence" });
export type OpsSentence = z.infer<typeof OpsSentence>;

/** Each is one cause, with everything that follows from it. */
export const OpsIssue = z
  .object({
    id: z.string().describe("Name of the cause, such as `worker-down`."),
    severity: z
      .enum(["critical", "warning"])
      .describe("`critical` needs action now, `warning` the next working day, as the alerts of the same section."),
    title: z.string().describe("Description of the cause."),
    effect: z.string().describe("Consequences, and whether clicks are lost."),
    remedy: z.string().describe("Next step for the operator."),
    sentences: z
      .object({
        title: z.array(OpsSentence).describe("Sentences of `title`."),
        effect: z.array(OpsSentence).describe("Sentences of `effect`."),
        remedy: z.array(OpsSentence).describe("Sentences of `remedy`."),
      })
      .optional()
      .describe("The sentences of these texts, for other languages than English. Older versions do not send them."),
    runbook_url: z.string().describe("The section of the runbook (`RUNBOOK_BASE_URL`)."),
    concerns: z
      .array(z.string())
      .describe(
        "The parts that it affects: `queue`, `lag`, `dead_letters`, `webhooks`, `outbox`, a store or a service.",
      ),
  })
  .meta({ id: "OpsIssue" });
export type OpsIssue = z.infer<typeof OpsIssue>;

export const RetriedBatches = z
  .object({ batches: z.int().describe("Number of batches that are in the queue again.") })
  .meta({ id: "RetriedBatches" });
export type RetriedBatches = z.infer<typeof RetriedBatches>;

const ServiceState = z.enum(["ok", "degraded", "down", "unknown"]);
export type ServiceState = z.infer<typeof ServiceState>;

/** A value is null while its source does not answer. */
export const OpsOverview = z
  .object({
    at: InstantText.describe("When these values were read."),
    queue: z
      .object({
        waiting: z.int().describe("Batches that wait for a worker."),
        active: z.int().describe("Batches that a worker is processing."),
        delayed: z.int().describe("Failed batches that wait for another attempt."),
        failed: z.int().describe("Batches that were set aside because no retry can help."),
        oldest_age_seconds: z.number().describe("Age of the oldest waiting batch in seconds; 0 without one."),
        clicks: z
          .int()
          .describe("Clicks in the waiting, active and delayed batches; an estimate if there are more than 100."),
      })
      .nullable()
      .describe("The queue of click batches; `null` if its Redis does not answer."),
    ingest: z
      .object({
        lag_seconds: z
          .number()
          .nullable()
          .describe(
            "Age in seconds of the oldest click that is not counted yet, in a spool or in the queue; `null` if unknown.",
          ),
        clicks_per_minute: z.int().nullable().describe("Clicks counted within the last minute; `null` if unknown."),
      })
      .describe("How fast clicks are counted."),
    dead_letters: z
      .object({
        batches: z.int().nullable().describe("Click batches that were set aside; `null` if unknown."),
        clicks: z.int().nullable().describe("Single clicks that the database refused; `null` if unknown."),
      })
      .describe("Clicks that could not be counted."),
    webhooks: z
      .object({
        pending: z.int().describe("Deliveries that wait."),
        oldest_due_seconds: z.number().describe("How long the oldest due delivery has waited, in seconds."),
        failing: z.int().describe("Active webhooks whose deliveries have failed since the last success."),
        disabled: z.int().describe("Webhooks that were disabled because their deliveries failed."),
      })
      .nullable()
      .describe("Webhook deliveries; `null` if the database does not answer."),
    outbox: z
      .object({
        pending: z.int().describe("Changes that the caches have not received yet."),
        oldest_age_seconds: z.number().describe("Age of the oldest such change in seconds."),
      })
      .nullable()
      .describe("Changes of links and domains on their way to the caches; `null` if the database does not answer."),
    totals: z
      .object({ links: z.int().describe("Number of links."), users: z.int().describe("Number of accounts.") })
      .nullable()
      .describe("Sizes of the installation, estimated above 10,000; `null` if the database does not answer."),
    dependencies: z
      .object({
        database: State.describe("Whether PostgreSQL answers."),
        cache: State.describe("Whether the Redis of the cache answers."),
        queue: State.describe("Whether the Redis of the queue answers."),
        clickhouse: State.optional().describe("Whether ClickHouse answers; absent where clicks are in PostgreSQL."),
      })
      .describe("Whether the stores answer."),
    services: z
      .object({
        redirect: ServiceState.describe("State of the redirect service."),
        management: ServiceState.describe("State of the management service."),
        worker: ServiceState.describe("State of the worker service."),
      })
      .describe(
        "State of each service. `ok`: all instances are ready; `degraded`: some are; `down`: none is; `unknown`: instances cannot report.",
      ),
    instances: z.array(ServiceInstance).nullable().describe("All running processes; `null` if they cannot report."),
    lost_instances: z
      .array(ServiceInstance)
      .nullable()
      .describe(
        "Processes of the last 24 hours that went silent without stopping and that no later process of the service on the same host replaces; `null` if unknown.",
      ),
    issues: z
      .array(OpsIssue)
      .describe("Causes that need attention, critical ones first; their consequences are not listed again."),
  })
  .meta({ id: "OpsOverview" });
export type OpsOverview = z.infer<typeof OpsOverview>;
