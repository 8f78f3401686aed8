import type { Db, Pool } from "@shunt/db";
import type { createDeadBatches } from "@shunt/queue";

/** What a command works on. */
export interface CommandContext {
  db: Db;
  /** For what is written as ingest writes it. */
  pool: Pool;
  deadBatches: ReturnType<typeof createDeadBatches>;
  print: (line: string) => void;
}

/** UTC days, `YYYY-MM-DD`, both included. */
export interface DayRange {
  from: string;
  to: string;
}

/** What an operator does by hand. Returns the exit code: 0 when all is well, 1 when something is wrong with the data. */
export interface Command {
  /** Names of its options, which all are UTC days. */
  options: readonly ("day" | "from" | "to")[];
  run: (context: CommandContext, days: DayRange) => Promise<number>;
}
