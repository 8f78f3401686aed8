#!/usr/bin/env node
import { commands } from "./commands.ts";
import { runCommand } from "./run-command.ts";
import { createTerminal } from "./terminal.ts";

// A backup holds people's data, whatever the shell's umask.
process.umask(0o077);
process.exitCode = await runCommand(commands, process.argv.slice(2), createTerminal());
