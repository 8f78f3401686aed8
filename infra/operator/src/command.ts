import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Terminal } from "./terminal.ts";

/** Wrong arguments. The message explains them in one line. */
export class UsageError extends Error {}

/** Exit code of success. */
export const fine = 0;
/** Exit code of a failed command, or of a check that found a problem. */
export const wrong = 1;
/** Exit code of wrong arguments. */
export const misuse = 2;

export type ExitCode = typeof fine | typeof wrong | typeof misuse;

/** A command of the operator. */
export interface Command {
  /** Arguments after its name, such as `<email>`. */
  operands: readonly string[];
  /** Its line in the list of commands. */
  summary: string;
  /** The text of `--help` below the first line. */
  help: string;
  /** @throws UsageError, or Error with a message for the operator */
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

type Options = NonNullable<ParseArgsConfig["options"]>;
type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>["values"];

interface Definition<O extends Options, N extends string> {
  summary: string;
  help: string;
  /** All are required. */
  operands?: readonly N[];
  options?: O;
  run(terminal: Terminal, args: Values<O> & { [name in N]: string }): Promise<ExitCode>;
}

/** Makes a command that parses its options and operands. */
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
  if (missing !== undefined) throw new UsageError(`<${missing}> is required`);
  const surplus = positionals[operands.length];
  if (surplus !== undefined) throw new UsageError(`unexpected argument "${surplus}"`);
  const given = Object.fromEntries(operands.map((operand, i) => [operand, positionals[i]]));
  return { ...values, ...given } as Values<O> & { [name in N]: string };
}

function readArguments<O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (err) {
    // The first sentence only: Node adds a hint about operands that begin with a dash.
    throw new UsageError((err as Error).message.split(". ")[0]);
  }
}
