import type { Command } from "./command.ts";

export interface NamedCommand {
  /** Such as `user disable`. */
  name: string;
  command: Command;
}

const exitCodes = `Exit codes: 0 success, 1 error or failed check, 2 wrong usage.`;

/** Lists commands, one per line. */
export function toHelp(commands: readonly NamedCommand[]): string {
  const usages = commands.map(toUsage);
  const width = Math.max(...usages.map(usage => usage.length)) + 2;
  const lines = commands.map(({ command }, i) => `  ${usages[i]?.padEnd(width)}${command.summary}`);
  return `shunt <command> [options]

${lines.join("\n")}

\`shunt <command> --help\` lists the options of a command, \`shunt --version\` prints the version. Commands read the
environment variables of the services.
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
