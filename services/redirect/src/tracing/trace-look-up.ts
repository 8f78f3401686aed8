import type { Span, Tracing } from "@shunt/runtime";
import { createLookUp, type LookUp, type LookUpOptions } from "../links/look-up.ts";

/**
 * A look-up whose questions to Redis and Postgres have spans. Many visits share a question: it stands below the first of those
 * that are traced, and is linked to the others.
 */
export function traceLookUp<K, V>(
  tracing: Tracing,
  what: "link" | "domain",
  options: LookUpOptions<K, V>,
): LookUp<K, V> {
  const { replica } = options;
  const waiting = new Map<K, Span>();
  const traced =
    <R>(system: "redis" | "postgresql", ask: (keys: readonly K[]) => Promise<R>): typeof ask =>
    keys => {
      const [parent, ...links] = keys.flatMap(key => waiting.get(key) ?? []);
      if (parent === undefined) return ask(keys);
      const attributes = { "db.system.name": system, "db.operation.batch.size": keys.length };
      return tracing.run({ name: `find ${what}s`, kind: "client", parent, links, attributes }, () => ask(keys));
    };
  const lookUp = createLookUp({
    ...options,
    fromRedis: traced("redis", options.fromRedis),
    fromPostgres: traced("postgresql", options.fromPostgres),
    ...(replica && { replica: { ...replica, find: traced("postgresql", replica.find) } }),
  });
  return key => {
    const span = tracing.active();
    if (span === undefined) return lookUp(key);
    waiting.set(key, span);
    return lookUp(key).finally(() => waiting.delete(key));
  };
}
