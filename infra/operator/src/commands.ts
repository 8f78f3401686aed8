import type { Command } from "./command.ts";

/** Commands by their name, in the order of the help. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;

/** Each is loaded when it runs, because loading all of them takes a second. */
export const commands: Commands = {
  doctor: async () => (await import("./doctor/doctor.ts")).doctor,
  migrate: async () => (await import("./migrate.ts")).migrate,
  distribute: async () => (await import("./distribute.ts")).distribute,
  "user create-admin": async () => (await import("./users/create-admin.ts")).createAdmin,
  "user disable": async () => (await import("./users/disable.ts")).disable,
  "user enable": async () => (await import("./users/enable.ts")).enable,
  "user demote": async () => (await import("./users/demote.ts")).demote,
  "user set-password": async () => (await import("./users/set-password.ts")).setPassword,
  "user reset-2fa": async () => (await import("./users/reset-2fa.ts")).resetTwoFactor,
  "user delete": async () => (await import("./users/delete.ts")).deleteUser,
  "user list": async () => (await import("./users/list.ts")).list,
  "domain list": async () => (await import("./domains/list.ts")).list,
  "domain remove": async () => (await import("./domains/remove.ts")).remove,
  "cache flush": async () => (await import("./cache/flush.ts")).flush,
  "clicks dead": async () => (await import("./clicks/dead.ts")).dead,
  "clicks redrive": async () => (await import("./clicks/redrive.ts")).redrive,
  "clicks discard": async () => (await import("./clicks/discard.ts")).discard,
  "clicks check": async () => (await import("./clicks/check.ts")).check,
  "clicks move": async () => (await import("./clicks/move.ts")).move,
  "clicks rebuild": async () => (await import("./clicks/rebuild.ts")).rebuild,
  "clickhouse ddl": async () => (await import("./clickhouse/ddl.ts")).ddl,
  backup: async () => (await import("./backup/backup-command.ts")).backup,
  restore: async () => (await import("./backup/restore-command.ts")).restore,
};
