import type { Span, Tracing } from "@shunt/runtime";
import { createLookUp, type LookUp, type LookUpKind, type LookUpOptions } from "../links/look-up.ts";

/**
 * A look-up with spans for its queries to Redis and Postgres. A query serves many visits: its span is a child of the
 * first traced visit and has links to the others.
 */
export function traceLookUp<K, V>(tracing: Tracing, kind: LookUpKind, options: LookUpOptions<K, V>): LookUp<K, V> {
  const { replica } = options;
  const waiting = new Map<K, Span>();
  const traced =
    <R>(system: "redis" | "postgresql", query: (keys: readonly K[]) => Promise<R>): typeof query =>
    keys => {
      const [parent, ...links] = keys.flatMap(key => waiting.get(key) ?? []);
      if (parent === undefined) return query(keys);
      const attributes = { "db.system.name": system, "db.operation.batch.size": keys.length };
      return tracing.run({ name: `find ${kind}s`, kind: "client", parent, links, attributes }, () => query(keys));
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
