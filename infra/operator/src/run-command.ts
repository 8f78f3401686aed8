import { type Command, type ExitCode, fine, misuse, UsageError, wrong } from "./command.ts";
import { toCommandHelp, toHelp } from "./help.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Does what an operator asks for on the command line. Returns the exit code; never throws: what went wrong is told in a line.
 */
export async function runCommand(
  commands: readonly Command[],
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const words = toWords(args);
  const asksForHelp = args.includes("--help") || words[0] === "help";
  const command = commands.find(({ name }) => isBeginning(name.split(" "), words));
  if (command && asksForHelp) {
    terminal.print(toCommandHelp(command));
    return fine;
  }
  if (!command) return showHelp(commands, words[0] === "help" ? words.slice(1) : words, asksForHelp, terminal);
  try {
    return await command.run(args.slice(command.name.split(" ").length), terminal);
  } catch (err) {
    terminal.note(toMessage(err));
    if (!(err instanceof UsageError)) return wrong;
    terminal.note(`See shunt ${command.name} --help`);
    return misuse;
  } finally {
    terminal.progress("");
  }
}

/** What comes before the first option: commands come first. */
function toWords(args: readonly string[]): readonly string[] {
  const end = args.findIndex(arg => arg.startsWith("-"));
  return end < 0 ? args : args.slice(0, end);
}

/** Of all commands, or of those that begin so. Asked for it is an answer, otherwise a complaint. */
function showHelp(commands: readonly Command[], words: readonly string[], isAnswer: boolean, terminal: Terminal) {
  const known = commands.filter(({ name }) => isBeginning(words, name.split(" ")));
  if (isAnswer && known.length > 0) {
    terminal.print(toHelp(known));
    return fine;
  }
  if (words.length > 0 && known.length === 0) terminal.note(`shunt has no command "${words.join(" ")}"\n`);
  terminal.note(toHelp(known.length > 0 ? known : commands));
  return misuse;
}

function isBeginning(words: readonly string[], of: readonly string[]): boolean {
  return words.every((word, i) => word === of[i]);
}

function toMessage(err: unknown): string {
  // Several addresses of one host were tried: the reason is in each of them.
  if (err instanceof AggregateError && err.message === "") return toMessage(err.errors[0]);
  return err instanceof Error ? err.message : String(err);
}
