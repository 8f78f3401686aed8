import { LinkQuery } from "../codes.ts";
import { LinkParams } from "../link-ref.ts";
import { FormerTargets, Link } from "../links.ts";
import type { Operation } from "../operation.ts";
import { CompareQuery, LinkVersion, LinkVersions, VersionParams } from "../versions.ts";

export const versionsOperations = {
  listFormerTargets: {
    method: "get",
    path: "/api/v1/urls/:id/history",
    tag: "links",
    summary: "List earlier destinations of your link",
    auth: "required",
    scope: "read",
    domainScoped: true,
    params: LinkParams,
    query: LinkQuery,
    success: { status: 200, schema: FormerTargets },
    problems: ["link-not-found"],
  },
  listVersions: {
    method: "get",
    path: "/api/v1/urls/:id/versions",
    tag: "links",
    summary: "List the versions of your link's settings",
    description:
      "Each change of settings makes a version: destination, times, rules, texts. Tags, codes and passwords have none. The latest 100 changes are kept.",
    auth: "required",
    scope: "read",
    domainScoped: true,
    params: LinkParams,
    query: LinkQuery,
    success: { status: 200, schema: LinkVersions },
    problems: ["link-not-found"],
  },
  getVersion: {
    method: "get",
    path: "/api/v1/urls/:id/versions/:number",
    tag: "links",
    summary: "Get a version of your link, and compare it with another",
    auth: "required",
    scope: "read",
    domainScoped: true,
    params: VersionParams,
    query: LinkQuery.extend(CompareQuery.shape),
    success: { status: 200, schema: LinkVersion },
    problems: ["link-not-found", "version-not-found"],
  },
  restoreVersion: {
    method: "post",
    path: "/api/v1/urls/:id/versions/:number/restore",
    tag: "links",
    summary: "Restore a version of your link",
    description:
      "Sets all settings to those of the version, with the checks of a change, and so makes a new version. Tags, codes and the password stay as they are.",
    auth: "required",
    scope: "write",
    domainScoped: true,
    honoursIfMatch: true,
    params: VersionParams,
    query: LinkQuery,
    success: { status: 200, schema: Link },
    problems: ["forbidden", "link-not-found", "version-not-found", "external-id-taken", "target-refused"],
  },
} as const satisfies Record<string, Operation>;
