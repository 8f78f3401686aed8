import type { AccessChanges } from "@shunt/cache";
import type { Mailer } from "@shunt/runtime/outbound";
import type { LimitsDeps } from "../limits/index.ts";
import type { PasswordCost } from "./password/password.ts";
import type { Tokens } from "./session/tokens.ts";
import type { MemberRecord } from "./user-store.ts";

export interface AuthDeps extends LimitsDeps {
  tokens: Tokens;
  accessChanges: AccessChanges;
  mailer: Mailer;
  passwordCost: PasswordCost;
  /** Batched: concurrent calls share one query. */
  findUserOfSession: (sessionId: string) => Promise<MemberRecord | undefined>;
}
