import { backup } from "./backup/backup-command.ts";
import { restore } from "./backup/restore-command.ts";
import { flush } from "./cache/flush.ts";
import { check } from "./clicks/check.ts";
import { dead } from "./clicks/dead.ts";
import { rebuild } from "./clicks/rebuild.ts";
import { redrive } from "./clicks/redrive.ts";
import type { Command } from "./command.ts";
import { doctor } from "./doctor/doctor.ts";
import { migrate } from "./migrate.ts";
import { createAdmin } from "./users/create-admin.ts";
import { disable } from "./users/disable.ts";
import { enable } from "./users/enable.ts";
import { list } from "./users/list.ts";

/** In the order in which help lists them. */
export const commands: readonly Command[] = [
  doctor,
  migrate,
  createAdmin,
  disable,
  enable,
  list,
  flush,
  dead,
  redrive,
  check,
  rebuild,
  backup,
  restore,
];
