import type { AccountsDeps } from "../accounts/index.ts";

/** The dependencies of this feature. */
export type AdminDeps = AccountsDeps;
