import type { Command } from "./command.ts";

const exitCodes = `Exits with 0 when all is well, 1 when something is wrong or could not be done, and 2 when it was not understood.`;

/** A line for each command. */
export function toHelp(commands: readonly Command[]): string {
  const usages = commands.map(toUsage);
  const width = Math.max(...usages.map(usage => usage.length)) + 2;
  const lines = commands.map(({ summary }, i) => `  ${usages[i]?.padEnd(width)}${summary}`);
  return `shunt <command> [options]

${lines.join("\n")}

\`shunt <command> --help\` tells more. Reads the environment variables that the services read.
${exitCodes}`;
}

export function toCommandHelp(command: Command): string {
  return `shunt ${toUsage(command)} [options]

${command.help.trim()}

${exitCodes}`;
}

function toUsage({ name, operands }: Command): string {
  return [name, ...operands].join(" ");
}
