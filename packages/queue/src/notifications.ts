import { Queue, Worker } from "bullmq";
import { toLockTimes } from "./lock-times.ts";
import { notificationQueue } from "./names.ts";
import { createConsumerConnection, createProducerConnection, runRetryDelayMs } from "./redis/connection.ts";

/** Within about 15 s. Afterwards the notification stays in the outbox for a later sweep. */
const attempts = 5;
const firstDelayMs = 500;

export interface NotificationProducer {
  /**
   * Queues notifications by outbox id. Repeating it is harmless.
   *
   * @throws Error if Redis has not acknowledged them
   */
  add(ids: readonly string[]): Promise<void>;
  /** Resolves once connected. */
  ready(): Promise<unknown>;
  stop(): Promise<void>;
}

export function createNotificationProducer(redisUrl: string, onError: (err: Error) => void): NotificationProducer {
  const connection = createProducerConnection(redisUrl, onError);
  const { name, prefix } = notificationQueue;
  const queue = new Queue(name, { connection, prefix });
  queue.on("error", onError);
  return {
    async add(ids) {
      // BullMQ would wait without limit.
      if (connection.status !== "ready") throw new Error("the queue's Redis is not connected");
      await queue.addBulk(
        ids.map(id => ({
          name: "deliver",
          data: {},
          opts: {
            jobId: id,
            attempts,
            backoff: { type: "exponential", delay: firstDelayMs },
            // The outbox is the source of truth, so jobs need not be kept.
            removeOnComplete: true,
            removeOnFail: true,
          },
        })),
      );
    },
    ready: () => queue.waitUntilReady(),
    async stop() {
      await queue.close();
      connection.disconnect();
    },
  };
}

export interface NotificationConsumerOptions {
  redisUrl: string;
  concurrency: number;
  /** A process that is silent this long loses its notifications to another. */
  silenceMs: number;
  /** Must be safe to call twice with the same id. */
  deliver: (id: string) => Promise<void>;
  onFailed: (id: string, err: Error) => void;
  onError: (err: Error) => void;
}

/** Any number of processes may consume. `stop` waits for running deliveries. */
export function createNotificationConsumer(options: NotificationConsumerOptions): { stop(): Promise<void> } {
  const connection = createConsumerConnection(options.redisUrl, options.onError);
  const { name, prefix } = notificationQueue;
  const worker = new Worker(name, job => options.deliver(job.id as string), {
    connection,
    prefix,
    concurrency: options.concurrency,
    ...toLockTimes(options.silenceMs),
    runRetryDelay: runRetryDelayMs,
  });
  worker.on("failed", (job, err) => options.onFailed(job?.id ?? "unknown", err));
  worker.on("error", options.onError);
  return {
    async stop() {
      // Without Redis, running jobs cannot be completed anyway.
      await worker.close(connection.status !== "ready");
      connection.disconnect();
    },
  };
}
