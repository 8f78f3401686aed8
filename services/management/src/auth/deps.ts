import type { AccessChanges } from "@shunt/cache";
import type { Mailer } from "@shunt/runtime/outbound";
import type { LimitsDeps } from "../limits/index.ts";
import type { PasswordCost } from "./password/password.ts";
import type { Tokens } from "./session/tokens.ts";
import type { MemberRecord } from "./user-store.ts";

/** What the verbs of this feature work with. */
export interface AuthDeps extends LimitsDeps {
  tokens: Tokens;
  accessChanges: AccessChanges;
  mailer: Mailer;
  /** Of the hashes of new accounts. */
  passwordCost: PasswordCost;
  /** Requests that come at the same time share a statement. */
  findUserOfSession: (sessionId: string) => Promise<MemberRecord | undefined>;
}
