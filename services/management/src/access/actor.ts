import type { Scope } from "@shunt/contracts/accounts";

export type WorkspaceRole = "owner" | "admin" | "editor" | "viewer";
/** The roles of a user by the ids of their workspaces. */
export type Memberships = Readonly<Record<string, WorkspaceRole>>;

interface Account {
  userId: string;
  /** `admin` administers this installation. */
  role: "user" | "admin";
  /** The user's own workspace: links, domains and webhooks are made in it. */
  workspaceId: string;
  memberships: Memberships;
}

/** A user who has signed in. */
export interface UserActor extends Account {
  kind: "user";
  sessionId: string;
}

/** An API key, which acts for the user who made it. */
export interface ApiKeyActor extends Account {
  kind: "apiKey";
  keyId: string;
  scopes: readonly Scope[];
  /** The only domains that the key can use; undefined for all domains of its user. */
  domainIds: readonly number[] | undefined;
}

/** The person who runs the servers, without an account: the command line and `ADMIN_EMAIL`. */
export interface OperatorActor {
  kind: "operator";
}

/** A background task of this service. */
export interface SystemActor {
  kind: "system";
}

/** An actor with an account: everyone who sends authenticated requests. */
export type Caller = UserActor | ApiKeyActor;

/** Who does something. */
export type Actor = Caller | OperatorActor | SystemActor;

export const operator: OperatorActor = { kind: "operator" };
export const system: SystemActor = { kind: "system" };

/** The id of the actor's account; undefined for an actor without one. */
export function userIdOf(actor: Actor | { userId: string }): string | undefined {
  return "userId" in actor ? actor.userId : undefined;
}
