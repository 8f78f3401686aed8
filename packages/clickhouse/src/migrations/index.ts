import type { Migration } from "../migration.ts";
import { clicks } from "./0001-clicks.ts";
import { movedHistory } from "./0002-moved-history.ts";
import { smallerRows } from "./0003-smaller-rows.ts";
import { linkScopes } from "./0004-link-scopes.ts";

/** In the order in which they run. Released ones never change. */
export const migrations: readonly Migration[] = [clicks, movedHistory, smallerRows, linkScopes];
