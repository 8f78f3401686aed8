import { isBehindPgBouncer } from "@shunt/db";
import type { AbortableQueryOptions } from "kysely";
import type { Core } from "../../core.ts";

/** PgBouncer hides the server process of a statement, so only the statement timeout can end it. */
export function toExecution({ database }: Core["config"], signal: AbortSignal): AbortableQueryOptions {
  if (isBehindPgBouncer(database.url)) return {};
  return { signal, inflightQueryAbortStrategy: "cancel query" };
}
