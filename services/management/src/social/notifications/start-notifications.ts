import { createLiveNotifications, createSubscriber, type LiveNotifications, type Redis } from "@shunt/cache";
import type { Db } from "@shunt/db";
import { createNotificationConsumer, createNotificationProducer, type NotificationProducer } from "@shunt/queue";
import { type Lifecycle, type Logger, repeat, within } from "@shunt/runtime";
import type { Config } from "../../config.ts";
import { deliverNotification } from "./deliver-notification.ts";
import { enqueueLinkNotices } from "./enqueue-link-notices.ts";
import { enqueueMilestones } from "./enqueue-milestones.ts";
import type { DeliverNotifications } from "./notification-outbox.ts";
import { findOverdueInOutbox } from "./notification-store.ts";

/** Per process. */
const deliveriesAtOnce = 4;
/** Further notifications are left to the sweep, so that a Redis outage does not fill the memory. */
const maxUnderWay = 100;
const sweepEveryMs = 3_000;
/** Rows are normally queued within moments; older ones were left by a crash or a Redis outage. */
const graceSeconds = 5;
const sweptAtOnce = 500;
/** A Redis that hangs must not keep the process from stopping. */
const stopTimeoutMs = 3_000;

export interface NotificationDeps {
  db: Db;
  redis: Redis;
  config: Config;
  log: Logger;
  lifecycle: Lifecycle;
}

export interface Notifications {
  deliverNotifications: DeliverNotifications;
  /** Stop it before the server, which waits for open responses. */
  liveNotifications: LiveNotifications;
}

export function startNotifications({ db, redis, config, log, lifecycle }: NotificationDeps): Notifications {
  const onRedisError = (err: unknown) => log.warn({ err }, "redis error");
  const subscriber = createSubscriber({
    url: config.redis.cacheUrl,
    name: "shunt-management-social",
    commandTimeoutMs: 500,
    onError: onRedisError,
  });
  lifecycle.onStop("notification subscriber", () => subscriber.disconnect());
  const live = createLiveNotifications(redis, subscriber, onRedisError);
  const producer = createNotificationProducer(config.redis.queueUrl, onRedisError);
  lifecycle.onStop("notification producer", producer.stop);
  const consumer = createNotificationConsumer({
    redisUrl: config.redis.queueUrl,
    concurrency: deliveriesAtOnce,
    silenceMs: config.silenceMs,
    deliver: id => deliverNotification({ db, live }, id),
    onFailed: (id, err) => log.warn({ err, id }, "notification delivery failed"),
    onError: onRedisError,
  });
  lifecycle.onStop("notification consumer", () =>
    within(stopTimeoutMs, consumer.stop(), "finishing notification deliveries").catch((err: unknown) =>
      log.warn({ err }, "stopped with unfinished notification deliveries"),
    ),
  );
  const sweeper = repeat({
    run: () => sweep(db, producer),
    everyMs: sweepEveryMs,
    onError: err => log.warn({ err }, "notification sweep failed"),
  });
  lifecycle.onStop("notification sweeper", sweeper.stop);
  return { deliverNotifications: createDelivery(producer, log), liveNotifications: live };
}

async function sweep(db: Db, producer: NotificationProducer): Promise<void> {
  const ids = [
    ...(await enqueueMilestones(db)),
    ...(await enqueueLinkNotices(db)),
    ...(await findOverdueInOutbox(db, graceSeconds, sweptAtOnce)),
  ];
  if (ids.length > 0) await producer.add(ids);
}

function createDelivery(producer: NotificationProducer, log: Logger): DeliverNotifications {
  let underWay = 0;
  return ids => {
    if (ids.length === 0 || underWay === maxUnderWay) return;
    underWay += 1;
    producer
      .add(ids)
      .catch((err: unknown) => log.warn({ err, count: ids.length }, "notifications not queued, left to the sweep"))
      .finally(() => {
        underWay -= 1;
      });
  };
}
