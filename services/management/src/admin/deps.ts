import type { AccountsDeps } from "../accounts/index.ts";

export type AdminDeps = AccountsDeps;
