import { Queue, Worker } from "bullmq";
import { toLockTimes } from "./lock-times.ts";
import { notificationQueue } from "./names.ts";
import { createConsumerConnection, createProducerConnection, runRetryDelayMs } from "./redis/connection.ts";

/** So many attempts within a quarter of a minute; whoever put it in finds later that it is still to be done. */
const attempts = 5;
const firstDelayMs = 500;

export interface NotificationProducer {
  /**
   * Puts in what is to be delivered, by the ids of the outbox. One that is in the queue already is not added twice, and one that
   * was delivered is not delivered again: adding is always harmless.
   *
   * @throws Error when Redis has not acknowledged them
   */
  add(ids: readonly string[]): Promise<void>;
  /** Resolves once it is connected. */
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
      // BullMQ would wait for as long as it takes.
      if (connection.status !== "ready") throw new Error("the queue's Redis is away");
      await queue.addBulk(
        ids.map(id => ({
          name: "deliver",
          data: {},
          opts: {
            jobId: id,
            attempts,
            backoff: { type: "exponential", delay: firstDelayMs },
            // What is to be done stands in the outbox, not here: nothing is kept for later.
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
  /** Notifications in hand at once. */
  concurrency: number;
  /** A process that is silent for this time loses what it has in hand to another. */
  silenceMs: number;
  /** Must be safe to call twice with the same id. */
  deliver: (id: string) => Promise<void>;
  onFailed: (id: string, err: Error) => void;
  onError: (err: Error) => void;
}

/** Delivers what is in the queue, however many processes do. `stop` finishes what is in hand. */
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
      // While Redis is away nothing is in hand that could be finished there.
      await worker.close(connection.status !== "ready");
      connection.disconnect();
    },
  };
}
