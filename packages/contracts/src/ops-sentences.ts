const numbers = new Intl.NumberFormat("en");

interface OfService {
  service: "redirect" | "management" | "worker";
}
interface Checks {
  /** Names of failing checks of `/readyz`, with commas. */
  checks: string;
}
interface Age {
  /** In seconds. */
  age: number;
}
interface Hosts {
  /** Names of machines or containers, with commas. */
  hosts: string;
}

/** The sentences of `OpsIssue` in English, by code. The dashboard has them in its other languages. */
export const opsSentences = {
  "postgres-away": () => "Postgres does not respond.",
  "redis-away": () => "Redis does not respond.",
  "queue-redis-away": () => "The Redis of the queue does not respond.",
  "cache-redis-away": () => "The Redis of the cache does not respond.",
  "clickhouse-away": () => "ClickHouse does not respond.",
  "none-running": ({ service }: OfService) => `No ${service} is running.`,
  "none-ready": ({ service, checks }: OfService & Checks) => `No ${service} is ready: ${checks}.`,
  "some-not-ready": ({ service, checks, failing, all }: OfService & Checks & { failing: number; all: number }) =>
    `${failing} of ${all} ${service} processes ${failing === 1 ? "is" : "are"} not ready: ${checks}.`,
  "spool-old": ({ hosts }: Hosts) => `The queue does not take the clicks of ${hosts}.`,
  "spool-refused": ({ hosts }: Hosts) => `The disk of ${hosts} takes no clicks.`,
  "spool-left": ({ hosts }: Hosts) => `Clicks lie on the disk of ${hosts}, where no redirect runs.`,
  "none-counted": () => "Clicks wait, and none is counted.",
  "clicks-late": ({ age }: Age) => `Clicks are counted ${toAge(age)} late.`,
  "webhooks-late": ({ age }: Age) => `Webhooks are sent ${toAge(age)} late.`,
  "changes-late": ({ changes }: { changes: number }) =>
    `${toCount(changes, "change has", "changes have")} not reached the cache.`,
  "dead-batches": ({ batches }: { batches: number }) => `${toCount(batches, "batch", "batches")} could not be counted.`,
  "dead-clicks": ({ clicks }: { clicks: number }) => `${toCount(clicks, "click", "clicks")} could not be counted.`,
  "dead-batches-and-clicks": ({ batches, clicks }: { batches: number; clicks: number }) =>
    `${toCount(batches, "batch", "batches")} and ${toCount(clicks, "click", "clicks")} could not be counted.`,
  "webhooks-fail": ({ webhooks }: { webhooks: number }) => `${toCount(webhooks, "webhook fails", "webhooks fail")}.`,

  "clicks-wait": ({ clicks }: { clicks: number }) => `${toCount(clicks, "click waits", "clicks wait")}; none is lost.`,
  "some-clicks-wait": () => "Clicks wait; none is lost.",
  "new-clicks-wait": () => "New clicks wait; none is lost.",
  "links-redirect": () => "Links in memory and in Redis still redirect. The API, sign-in and webhooks wait.",
  "questions-fail": () => "Links redirect. Questions about clicks are answered with 503.",
  "clicks-on-disk": () => "Clicks stay on the disks of the redirects. None is lost while these have room.",
  "links-from-postgres": () => "Redirects read links from memory and Postgres. Processes cannot report their state.",
  "visitors-get-errors": () => "Visitors of short links get an error.",
  "api-may-fail": () => "The API and this page may not answer.",
  "webhooks-wait": () => "Webhooks and upkeep wait, too.",
  "others-work": () => "The other processes do its work.",
  "spool-age": ({ age }: Age) => `They have waited for ${toAge(age)} on disk. None is lost while it has room.`,
  "clicks-in-memory": () =>
    "Clicks stay in the memory of the redirect until the queue takes them, up to 100,000. A crash would lose these.",
  "spool-not-counted": () => "They are not counted. None is lost while the disk is there.",
  "statistics-late": () => "Statistics are behind.",
  "deliveries-wait": ({ deliveries }: { deliveries: number }) =>
    `${toCount(deliveries, "delivery waits", "deliveries wait")}; none is lost.`,
  "former-destinations": () => "Visitors may still be sent to the former destinations of changed links.",
  "dead-kept": () => "They are kept and missing in the statistics. Batches are deleted after 30 days.",
  "deliveries-retried": () =>
    "Deliveries are retried for three days, then the webhook is disabled and its owner gets a mail.",

  "start-postgres": () =>
    "Start Postgres or restore its network. After an upgrade, run the migrations. No service needs a restart.",
  "start-redis": () => "Start Redis, restore its network, or give it memory or disk. No service needs a restart.",
  "start-clickhouse": () =>
    "Start ClickHouse, restore its network or the user of CLICKHOUSE_URL, or give it memory or disk. `shunt doctor` says what is wrong. No service needs a restart.",
  "start-service": ({ service }: OfService) => `Start a ${service}. If it ended by itself, its log says why.`,
  "last-process": ({ pid, host, age }: Age & { pid: number; host: string }) =>
    `The last one, process ${pid} on ${host}, reported ${toAge(age)} ago.`,
  "restore-check": ({ service }: OfService) =>
    `Restore what the check names. The log of the ${service} says why, at "not ready".`,
  "give-queue-room": () => "Give the queue's Redis memory or disk, or restore its network.",
  "free-spool": () =>
    'Free space on the disk of CLICK_SPOOL_DIR. The log of the redirect says why, at "click spool not written".',
  "start-redirect-there": () => "Start a redirect on that disk, which ships them.",
  "fix-batches": () => 'Fix what the log of the workers names at "batch failed", such as a full disk of Postgres.',
  "add-workers": () => "Wait if the number falls. Otherwise add workers while Postgres has capacity.",
  "check-sending": () => "Add workers, and check that they reach the internet.",
  "restore-cache": () =>
    'Restore the Redis of the cache. Otherwise the log of the workers says why, at "outbox not swept".',
  redrive: () => "`shunt clicks dead` lists the reasons. Fix the cause, then run `shunt clicks redrive`.",
  "check-receivers": () =>
    "If many fail, check that workers reach the internet. Otherwise the receivers' owners must act.",
};
export type OpsSentenceTexts = typeof opsSentences;
export type OpsSentenceCode = keyof OpsSentenceTexts;

/** A number with its noun, such as `1 click waits`. */
function toCount(value: number, one: string, many: string): string {
  return `${numbers.format(value)} ${value === 1 ? one : many}`;
}

/** A duration in one unit, such as `12 min`. */
function toAge(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 2 * 3_600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3_600) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / (24 * 3_600))} days`;
}
