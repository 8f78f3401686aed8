import type { Scope } from "@shunt/contracts/accounts";

export type WorkspaceRole = "owner" | "admin" | "editor" | "viewer";
/** The roles of a user by the ids of their workspaces. */
export type Memberships = Readonly<Record<string, WorkspaceRole>>;

interface Account {
  userId: string;
  /** `admin` administers this installation. */
  role: "user" | "admin";
  /** The user's own workspace. New links, domains and webhooks belong to it. */
  workspaceId: string;
  memberships: Memberships;
}

/** A user who has signed in. */
export interface UserActor extends Account {
  kind: "user";
  sessionId: string;
}

/** An API key, which acts for the user who created it. */
export interface ApiKeyActor extends Account {
  kind: "apiKey";
  keyId: string;
  scopes: readonly Scope[];
  /** The domains that the key is limited to; undefined for no limit. */
  domainIds: readonly number[] | undefined;
}

/** The operator of the servers, without an account: the command line and `ADMIN_EMAIL`. */
export interface OperatorActor {
  kind: "operator";
}

/** A background task of this service. */
export interface SystemActor {
  kind: "system";
}

/** An actor with an account: the sender of an authenticated request. */
export type Caller = UserActor | ApiKeyActor;

export type Actor = Caller | OperatorActor | SystemActor;

export const operator: OperatorActor = { kind: "operator" };
export const system: SystemActor = { kind: "system" };

/** Returns the id of the actor's account, or undefined for an actor without one. */
export function userIdOf(actor: Actor | { userId: string }): string | undefined {
  return "userId" in actor ? actor.userId : undefined;
}
