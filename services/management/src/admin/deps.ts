import type { AccountsDeps } from "../accounts/index.ts";

/** What the verbs of this feature work with. */
export type AdminDeps = AccountsDeps;
