import { expect, test } from "vitest";
import { commands } from "./commands.ts";
import { runCommand } from "./run-command.ts";
import type { Terminal } from "./terminal.ts";

/** Runs a command without an interactive terminal, and returns what it prints. */
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

test("runCommand lists every command in its help, and each command has a help of its own", async () => {
  const { code, output } = await run("--help");

  expect(code).toBe(0);
  for (const name of Object.keys(commands)) {
    expect(output).toContain(`  ${name}`);
    const help = await run(...name.split(" "), "--help");
    expect(help).toMatchObject({ code: 0, errors: "" });
    expect(help.output).toContain(`shunt ${name}`);
    expect(help.output, name).toMatch(/^ {2}--json +/m);
  }
});

test("runCommand prints the help for -h, and the version", async () => {
  expect(await run("-h")).toEqual(await run("--help"));
  expect(await run("user", "list", "-h")).toEqual(await run("user", "list", "--help"));
  expect(await run("--version")).toMatchObject({ code: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test("runCommand lists only the commands of a group in the group's help", async () => {
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
  [["user", "disable"], "<email> is required"],
  [["user", "disable", "a@example.com", "b@example.com"], 'unexpected argument "b@example.com"'],
  [["user", "create-admin"], "--email is required"],
  [["clicks", "rebuild"], "--from is required"],
  [["clicks", "rebuild", "--from", "yesterday"], "--from must be a day"],
  [["clicks", "rebuild", "--from", "2026-02-30"], "--from must be a day"],
  [["clicks", "rebuild", "--from", "2026-11-02", "--to", "2026-11-01"], "--to must not be before --from"],
  [["clicks", "check", "--from", "2026-11-01"], "Unknown option '--from'"],
  [["clicks", "redrive", "everything"], 'unexpected argument "everything"'],
  [["backup"], "<dir> is required"],
  [["doctor", "--service", "dashboard"], "--service must be one of redirect, management, worker"],
])("runCommand exits with 2 and a reason for the arguments %j", async (args, message) => {
  const { code, output, errors } = await run(...args);

  expect(code).toBe(2);
  expect(output).toBe("");
  expect(errors).toContain(message);
});
