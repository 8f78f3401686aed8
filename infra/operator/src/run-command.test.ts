import { expect, test } from "vitest";
import { commands } from "./commands.ts";
import { runCommand } from "./run-command.ts";
import type { Terminal } from "./terminal.ts";

/** Runs a command with nobody to be asked. What it prints is kept. */
async function run(...args: string[]) {
  const printed = { output: "", errors: "" };
  const terminal: Terminal = {
    print(line) {
      printed.output += `${line}\n`;
    },
    note(line) {
      printed.errors += `${line}\n`;
    },
    progress() {},
    isInteractive: false,
    confirm: async () => false,
    readSecret: async () => "",
  };
  return { code: await runCommand(commands, args, terminal), ...printed };
}

test("help lists every command, and each tells more of itself", async () => {
  const { code, output } = await run("--help");

  expect(code).toBe(0);
  for (const name of Object.keys(commands)) {
    expect(output).toContain(`  ${name}`);
    const help = await run(...name.split(" "), "--help");
    expect(help).toMatchObject({ code: 0, errors: "" });
    expect(help.output).toContain(`shunt ${name}`);
  }
});

test("help of a group lists its commands only", async () => {
  const { code, output } = await run("user", "--help");

  expect(code).toBe(0);
  expect(output).toContain("user disable <email>");
  expect(output).not.toContain("backup");
});

test.each([
  [[], "shunt <command>"],
  [["remake"], 'no command "remake"'],
  [["remake", "--help"], 'no command "remake"'],
  [["user"], "user disable <email>"],
  [["user", "remake"], 'no command "user remake"'],
  [["migrate", "--frobnicate"], "Unknown option '--frobnicate'"],
  [["user", "disable"], "<email> is missing"],
  [["user", "disable", "a@example.com", "b@example.com"], '"b@example.com" is one word too many'],
  [["user", "create-admin"], "--email is missing"],
  [["clicks", "rebuild"], "--from is missing"],
  [["clicks", "rebuild", "--from", "yesterday"], "--from must be a day"],
  [["clicks", "rebuild", "--from", "2026-02-30"], "--from must be a day"],
  [["clicks", "rebuild", "--from", "2026-11-02", "--to", "2026-11-01"], "--to must not be before --from"],
  [["clicks", "check", "--from", "2026-11-01"], "Unknown option '--from'"],
  [["clicks", "redrive", "everything"], '"everything" is one word too many'],
  [["backup"], "<dir> is missing"],
  [["doctor", "--service", "dashboard"], "--service must be one of redirect, management, worker"],
])("%j is not understood, and told why", async (args, message) => {
  const { code, output, errors } = await run(...args);

  expect(code).toBe(2);
  expect(output).toBe("");
  expect(errors).toContain(message);
});
