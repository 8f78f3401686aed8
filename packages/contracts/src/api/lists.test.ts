import { expect, test } from "vitest";
import { z } from "zod";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";

/** Lists without pages, each with its bound. */
const wholeLists: Record<string, string> = {
  listWorkspaces: "the memberships of an account",
  listMembers: "the first 1,000",
  listInvitations: "a limit on invitations",
  listSessions: "the 1,000 most recently used",
  listApiKeys: "a limit on keys",
  listDomains: "a limit on domains",
  listWebhooks: "a limit on webhooks",
  listUtmTemplates: "a limit on UTM templates",
  listSavedViews: "a limit on saved views",
  listSharedViews: "a limit on shared views",
  listCodes: "a limit on the codes of a link",
  listFormerTargets: "a limit on stored versions",
  listVersions: "a limit on stored versions",
  listDestinations: "limits on the settings of a link",
  listBlockedHosts: "the first 10,000",
  listBlockedAddresses: "the latest 10,000",
  getSparklines: "the links that the query names",
  compareLinks: "the links that the query names",
};

/** Top lists, which have a single page. */
const topLists = ["getBreakdown", "getSharedBreakdown", "getTopLinks", "listOrphans"];

/** Single resources that contain lists of objects. */
const resources = ["getMe", "getSummary", "getSeries", "getSharedSeries", "getOpsOverview", "getPost", "getVersion"];

function fieldsOf(answer: z.ZodType | undefined): Record<string, unknown> {
  return answer instanceof z.ZodObject ? answer.shape : {};
}

function namesOf(query: z.ZodType | undefined): string[] {
  return query ? Object.keys(z.toJSONSchema(query, { io: "input", unrepresentable: "any" }).properties ?? {}) : [];
}

function hasListOfObjects(answer: z.ZodType | undefined): boolean {
  return Object.values(fieldsOf(answer)).some(
    field => field instanceof z.ZodArray && field.element instanceof z.ZodObject,
  );
}

const lists = Object.entries<Operation>(operations)
  .filter(
    ([name, { method, success }]) => method === "get" && hasListOfObjects(success.schema) && !resources.includes(name),
  )
  .map(([name, operation]) => ({ name, operation }));

test.each(lists)("$name has its list in items, and pages by cursor and size", ({ name, operation }) => {
  const answer = fieldsOf(operation.success.schema);
  const query = namesOf(operation.query);

  expect(answer.items).toBeInstanceOf(z.ZodArray);
  if (name in wholeLists) return expect(query).not.toContain("cursor");
  expect(query).toContain("size");
  if (topLists.includes(name)) return expect(answer).not.toHaveProperty("next_cursor");
  expect(query).toContain("cursor");
  expect(answer).toHaveProperty("next_cursor");
});
