import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const source = join(import.meta.dirname, "..");

/** Access checks by pattern, and the files outside `access/` that may contain them. */
const decisions: Record<string, { pattern: RegExp; allowedIn: readonly string[] }> = {
  "compares owners": {
    pattern: /\.(ownerId|userId)\s*[!=]==|[!=]==\s*\w+\.(ownerId|userId)\b/,
    // Own accounts only; whether a link that moves gets another owner.
    allowedIn: ["admin/remove-totp.ts", "links/change/move-link.ts", "social/"],
  },
  "compares roles": {
    pattern: /\bactor\??\.role\b|\bmemberships\b/,
    // An account shows its workspaces with its roles.
    allowedIn: ["accounts/preferences-store.ts", "accounts/update-me.ts", "auth/", "social/"],
  },
  "compares domains of a key": { pattern: /\bactor\??\.domainIds\b|domainIds\??\.includes/, allowedIn: [] },
  "bounds SQL by an owner": {
    pattern: /owner_id(\s*=\s*\$|", "=",)/,
    // Administrators filter by owner; pictures belong to users.
    allowedIn: ["admin/admin-store.ts", "social/"],
  },
  "bounds SQL by a personal workspace": {
    pattern: /personal_user_id(\s*=|", "=",)/,
    allowedIn: ["workspaces/member-store.ts"],
  },
  "reads memberships": {
    pattern: /workspace_members/,
    // Lists and changes members, and ends invitations with the role of their sender.
    allowedIn: ["auth/user-store.ts", "workspaces/member-store.ts", "workspaces/invitations/invitation-store.ts"],
  },
};

const contains = (file: string, pattern: RegExp) => pattern.test(readFileSync(join(source, file), "utf8"));

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter(file => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .filter(file => !file.startsWith("access/") && !file.startsWith("testing/"));

test.each(Object.entries(decisions))("no other file outside access/ %s", (_name, { pattern, allowedIn }) => {
  const offenders = files.filter(
    file => !allowedIn.some(allowed => file.startsWith(allowed)) && contains(file, pattern),
  );

  expect(offenders.map(file => relative(source, join(source, file)))).toEqual([]);
});

test.each(Object.entries(decisions))("each exception to %s is needed", (_name, { pattern, allowedIn }) => {
  const unused = allowedIn.filter(allowed => !files.some(file => file.startsWith(allowed) && contains(file, pattern)));

  expect(unused).toEqual([]);
});

test("each pattern matches an example", () => {
  const examples: Record<keyof typeof decisions, string> = {
    "compares owners": "if (link.ownerId === actor.userId) return link;",
    "compares roles": 'if (actor?.role !== "admin") throw new Problem("forbidden");',
    "compares domains of a key": "actor.domainIds?.includes(link.domainId)",
    "bounds SQL by an owner": 'query.where("links.owner_id", "=", actor.userId)',
    "bounds SQL by a personal workspace": "join workspaces on personal_user_id = owner_id",
    "reads memberships": "select workspace_id from workspace_members",
  };

  for (const [name, { pattern }] of Object.entries(decisions)) expect(examples[name], name).toMatch(pattern);
});
