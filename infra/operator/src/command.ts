import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Terminal } from "./terminal.ts";

/** What the operator asked for cannot be understood. The message says why, in a line. */
export class UsageError extends Error {}

/** All is well. */
export const fine = 0;
/** Something is wrong, or could not be done. */
export const wrong = 1;
/** It was not understood. */
export const misuse = 2;

export type ExitCode = typeof fine | typeof wrong | typeof misuse;

/** What an operator does by hand. */
export interface Command {
  /** What follows its name, such as `<e-mail>`. */
  operands: readonly string[];
  /** In a few words. */
  summary: string;
  /** What `--help` prints below the first line. */
  help: string;
  /** @throws UsageError, or Error with a message for the operator */
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

type Options = NonNullable<ParseArgsConfig["options"]>;
type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>["values"];

interface Definition<O extends Options, N extends string> {
  summary: string;
  help: string;
  /** Of which each must be given. */
  operands?: readonly N[];
  options?: O;
  run(terminal: Terminal, args: Values<O> & { [name in N]: string }): Promise<ExitCode>;
}

/** Ties what is done to the options and operands that it takes. */
export function defineCommand<const O extends Options, const N extends string = never>(
  definition: Definition<O, N>,
): Command {
  const { summary, help, operands = [] } = definition;
  return {
    summary,
    help,
    operands: operands.map(operand => `<${operand}>`),
    run: (args, terminal) => definition.run(terminal, parse(definition, args)),
  };
}

function parse<O extends Options, N extends string>(
  { operands = [], options }: Definition<O, N>,
  args: readonly string[],
): Values<O> & { [name in N]: string } {
  const { values, positionals } = readArguments(args, options ?? ({} as O));
  const missing = operands[positionals.length];
  if (missing !== undefined) throw new UsageError(`<${missing}> is missing`);
  const surplus = positionals[operands.length];
  if (surplus !== undefined) throw new UsageError(`"${surplus}" is one word too many`);
  const given = Object.fromEntries(operands.map((operand, i) => [operand, positionals[i]]));
  return { ...values, ...given } as Values<O> & { [name in N]: string };
}

function readArguments<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (err) {
    // Node's own hint is of how to give an operand that begins with a dash.
    throw new UsageError((err as Error).message.split(". ")[0]);
  }
}
