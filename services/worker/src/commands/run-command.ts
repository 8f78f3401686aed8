import { parseArgs } from "node:util";
import { createDb, createPool } from "@shunt/db";
import { createDeadBatches } from "@shunt/queue";
import { DatabaseUrl, loadConfig, RedisUrl } from "@shunt/runtime";
import { z } from "zod";
import { check } from "./check.ts";
import type { Command, DayRange } from "./command.ts";
import { deadLetters } from "./dead-letters.ts";
import { rebuild } from "./rebuild.ts";
import { redrive } from "./redrive.ts";

const help = `shunt-worker <command>

dead-letters           lists batches and clicks that were set aside, with the reason
redrive                tries all of them once more
check --day <day>      compares the sums of a sample of links with their single clicks
rebuild --from <day> [--to <day>]
                       recomputes the sums of UTC days (YYYY-MM-DD) from single clicks; days of which those are not kept
                       any more stay as they are

Reads DATABASE_URL and REDIS_QUEUE_URL or REDIS_URL, as the worker does. Exits with 0 when all is well, 1 when something
is wrong with the data, 2 when it was not understood, and 3 when it could not be done.`;

const commands = new Map<string, Command>([
  ["dead-letters", deadLetters],
  ["redrive", redrive],
  ["check", check],
  ["rebuild", rebuild],
]);

const statementTimeoutMs = 60 * 60_000;

/**
 * Does what an operator asks for on the command line. Returns the exit code, as `help` tells.
 *
 * @param print takes a line
 * @throws when the configuration is wrong, or Postgres or Redis cannot be used
 */
export async function runCommand(args: readonly string[], print: (line: string) => void): Promise<number> {
  if (args.length === 1 && (args[0] === "help" || args[0] === "--help")) {
    print(help);
    return 0;
  }
  const parsed = parse(args);
  if (!parsed) {
    print(help);
    return 2;
  }
  const config = loadConfig({ DATABASE_URL: DatabaseUrl, REDIS_QUEUE_URL: RedisUrl });
  const postgres = { url: config.DATABASE_URL, max: 2, applicationName: "shunt-worker-command", statementTimeoutMs };
  const db = createDb(postgres);
  const pool = createPool(postgres);
  const deadBatches = createDeadBatches(config.REDIS_QUEUE_URL, err => print(`Redis: ${err.message}`));
  try {
    return await parsed.command.run({ db, pool, deadBatches, print }, parsed.days);
  } finally {
    await deadBatches.stop();
    await pool.end();
    await db.destroy();
  }
}

function parse([name = "", ...args]: readonly string[]): { command: Command; days: DayRange } | undefined {
  const command = commands.get(name);
  const days = command && parseDays(command, args);
  return days && { command, days };
}

/** Returns undefined when the options are not those of the command, or no days. */
function parseDays({ options }: Command, args: string[]): DayRange | undefined {
  if (options.length === 0) return args.length === 0 ? { from: "", to: "" } : undefined;
  const { day, from = day, to = from } = readOptions(options, args);
  if (from === undefined || to === undefined) return undefined;
  const areDays = z.iso.date().safeParse(from).success && z.iso.date().safeParse(to).success;
  return areDays && from <= to ? { from, to } : undefined;
}

function readOptions(names: Command["options"], args: string[]): { day?: string; from?: string; to?: string } {
  const options = Object.fromEntries(names.map(name => [name, { type: "string" as const }]));
  try {
    return parseArgs({ args, options }).values;
  } catch {
    return {};
  }
}
