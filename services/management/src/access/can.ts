import { Problem, type ProblemCode } from "@shunt/contracts/problem";
import { type ResourceKind, roleAllows, type Verb } from "@shunt/contracts/roles";
import type { Actor, Caller } from "./actor.ts";
import { domainLimitOf } from "./domain-limit.ts";
import type { Resource } from "./resource.ts";

export const roleForbids = "Your role in this workspace does not allow this";

/**
 * Decides by the role in the workspace and the domains of an API key. Scopes are checked earlier, with the operation.
 * `allowedTo` is the SQL form.
 */
export function can(actor: Actor | undefined, verb: Verb, resource: Resource): boolean {
  switch (actor?.kind) {
    case undefined:
      return false;
    case "operator":
    case "system":
      return true;
    case "user":
    case "apiKey":
      return hasRoleFor(actor, verb, resource) && isWithinDomains(domainLimitOf(actor), verb, resource);
  }
}

/** @throws Problem `notFound` if the actor cannot read the resource, else "forbidden" */
export function assertCan(actor: Actor | undefined, verb: Verb, resource: Resource, notFound: ProblemCode): void {
  if (can(actor, verb, resource)) return;
  if (!can(actor, "read", resource)) throw new Problem(notFound);
  const hasRole = actor !== undefined && "memberships" in actor && hasRoleFor(actor, verb, resource);
  throw new Problem("forbidden", hasRole ? "The link has codes on domains that this API key cannot use" : roleForbids);
}

/** Workspaces in which the actor's role allows a verb. */
export function workspacesOf(actor: Caller, verb: Verb, kind: ResourceKind): string[] {
  return Object.entries(actor.memberships).flatMap(([id, role]) => (roleAllows(role, verb, kind) ? id : []));
}

/** Administrators have no access to other users' workspaces. */
export function isAdministrator(actor: Actor | undefined): boolean {
  return actor !== undefined && "role" in actor && actor.role === "admin";
}

function hasRoleFor(actor: Caller, verb: Verb, { kind, workspaceId }: Resource): boolean {
  const role = actor.memberships[workspaceId];
  return role !== undefined && roleAllows(role, verb, kind);
}

/** Reading a link requires the domain of its primary code; changing it requires the domains of all its codes. */
function isWithinDomains(limit: readonly number[] | undefined, verb: Verb, resource: Resource): boolean {
  if (limit === undefined) return true;
  switch (resource.kind) {
    case "link":
    case "analytics":
    case "export":
      return (verb === "read" ? [resource] : [resource, ...resource.otherCodes]).every(code =>
        limit.includes(code.domainId),
      );
    case "code":
      return limit.includes(resource.domainId);
    case "domain":
      return resource.domainId !== undefined && limit.includes(resource.domainId);
    case "tag":
      return verb === "read" && resource.domainIds.some(id => limit.includes(id));
    case "utmTemplate":
      return verb === "read";
    case "folder":
    case "webhook":
    case "workspace":
      return false;
  }
}
