import type { Scope } from "@shunt/contracts/accounts";
import type { WorkspaceRole } from "@shunt/contracts/roles";

/** By workspace id. */
export type Memberships = Readonly<Record<string, WorkspaceRole>>;

interface Account {
  userId: string;
  /** `admin` administers this installation. */
  role: "user" | "admin";
  /** New links, domains and webhooks belong to it: the personal one, or one of `memberships` after `actIn`. */
  workspaceId: string;
  memberships: Memberships;
}

export interface UserActor extends Account {
  kind: "user";
  sessionId: string;
}

/** Acts for the user who created it. */
export interface ApiKeyActor extends Account {
  kind: "apiKey";
  keyId: string;
  scopes: readonly Scope[];
  /** Undefined for all domains of the user. */
  domainIds: readonly number[] | undefined;
}

/** The command line and `ADMIN_EMAIL`, without an account. */
export interface OperatorActor {
  kind: "operator";
}

export interface SystemActor {
  kind: "system";
}

/** The sender of an authenticated request. */
export type Caller = UserActor | ApiKeyActor;

export type Actor = Caller | OperatorActor | SystemActor;

export const operator: OperatorActor = { kind: "operator" };
export const system: SystemActor = { kind: "system" };

export function isOwnAccount(actor: Actor, userId: string): boolean {
  return userIdOf(actor) === userId;
}

/** Undefined for an actor without an account. */
export function userIdOf(actor: Actor | { userId: string }): string | undefined {
  return "userId" in actor ? actor.userId : undefined;
}
