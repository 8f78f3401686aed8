import { type ExitCode, fine, misuse, UsageError, wrong } from "./command.ts";
import type { Commands } from "./commands.ts";
import { type NamedCommand, toCommandHelp, toHelp } from "./help.ts";
import type { Terminal } from "./terminal.ts";

const unsetAdvice =
  "In a checkout, npm start sets the variables while Shunt runs. Elsewhere, set those of docs/configuration.md.";

/** Runs a command and returns its exit code. Never throws: errors are printed as one line. */
export async function runCommand(commands: Commands, args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (args[0] === "--version") {
    terminal.print((await import("@shunt/runtime")).version);
    return fine;
  }
  const words = toWords(args);
  const wantsHelp = args.includes("--help") || args.includes("-h") || words[0] === "help";
  const [name, load] = Object.entries(commands).find(([known]) => isPrefix(known.split(" "), words)) ?? [];
  if (name === undefined || load === undefined)
    return showHelp(commands, words[0] === "help" ? words.slice(1) : words, wantsHelp, terminal);
  try {
    const command = await load();
    if (wantsHelp) {
      terminal.print(toCommandHelp({ name, command }));
      return fine;
    }
    return await command.run(args.slice(name.split(" ").length), terminal);
  } catch (err) {
    const message = toMessage(err);
    terminal.note(message);
    if (/^ {2}[A-Z_]+: is not set/m.test(message)) terminal.note(unsetAdvice);
    if (!(err instanceof UsageError)) return wrong;
    terminal.note(`See shunt ${name} --help`);
    return misuse;
  } finally {
    terminal.progress("");
  }
}

/** Returns the arguments before the first option. */
function toWords(args: readonly string[]): readonly string[] {
  const end = args.findIndex(arg => arg.startsWith("-"));
  return end < 0 ? args : args.slice(0, end);
}

/** Shows the help of all commands, or of those that begin with `words`. On request it is a result, otherwise an error. */
async function showHelp(commands: Commands, words: readonly string[], isRequested: boolean, terminal: Terminal) {
  const known = await loadAll(commands, name => isPrefix(words, name.split(" ")));
  if (isRequested && known.length > 0) {
    terminal.print(toHelp(known));
    return fine;
  }
  if (words.length > 0 && known.length === 0) terminal.note(`shunt has no command "${words.join(" ")}"\n`);
  terminal.note(toHelp(known.length > 0 ? known : await loadAll(commands, () => true)));
  return misuse;
}

async function loadAll(commands: Commands, isWanted: (name: string) => boolean): Promise<NamedCommand[]> {
  const wanted = Object.entries(commands).filter(([name]) => isWanted(name));
  return Promise.all(wanted.map(async ([name, load]) => ({ name, command: await load() })));
}

function isPrefix(words: readonly string[], name: readonly string[]): boolean {
  return words.every((word, i) => word === name[i]);
}

function toMessage(err: unknown): string {
  // Node throws this after trying several addresses of a host. The reasons are in `errors`.
  if (err instanceof AggregateError && err.message === "") return toMessage(err.errors[0]);
  return err instanceof Error ? err.message : String(err);
}
