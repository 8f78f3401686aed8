#!/usr/bin/env node
import { commands } from "./commands.ts";
import { runCommand } from "./run-command.ts";
import { createTerminal } from "./terminal.ts";

process.exitCode = await runCommand(commands, process.argv.slice(2), createTerminal());
