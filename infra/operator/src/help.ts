import type { Command } from "./command.ts";

export interface NamedCommand {
  /** Its words, such as `user disable`. */
  name: string;
  command: Command;
}

const exitCodes = `Exits with 0 when all is well, 1 when something is wrong or could not be done, and 2 when it was not understood.`;

/** A line for each command. */
export function toHelp(commands: readonly NamedCommand[]): string {
  const usages = commands.map(toUsage);
  const width = Math.max(...usages.map(usage => usage.length)) + 2;
  const lines = commands.map(({ command }, i) => `  ${usages[i]?.padEnd(width)}${command.summary}`);
  return `shunt <command> [options]

${lines.join("\n")}

\`shunt <command> --help\` tells more. Reads the environment variables that the services read.
${exitCodes}`;
}

export function toCommandHelp(named: NamedCommand): string {
  return `shunt ${toUsage(named)} [options]

${named.command.help.trim()}

${exitCodes}`;
}

function toUsage({ name, command }: NamedCommand): string {
  return [name, ...command.operands].join(" ");
}
