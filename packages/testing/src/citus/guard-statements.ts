import pg from "pg";
import { findRefusal } from "./find-refusal.ts";

/**
 * Makes every statement of this test process fail that Citus would refuse. Most runs have no Citus, and the services have
 * the same statements with and without one.
 */
const { query } = pg.Client.prototype;
const known = new Map<string, string | undefined>();

function guarded(this: pg.Client, ...args: unknown[]): unknown {
  const [first] = args;
  const text = typeof first === "string" ? first : (first as { text?: unknown } | undefined)?.text;
  if (typeof text === "string") {
    if (!known.has(text)) known.set(text, findRefusal(text));
    const reason = known.get(text);
    if (reason !== undefined) throw new Error(`Citus refuses a statement that ${reason}:\n${text}`);
  }
  return (query as (...args: unknown[]) => unknown).apply(this, args);
}

if (query.name !== guarded.name) pg.Client.prototype.query = guarded as typeof query;
