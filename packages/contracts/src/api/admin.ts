import { z } from "zod";
import { describeIssue } from "../describe-issue.ts";
import { HostName } from "../host-name.ts";
import { Instant, InstantText } from "../instant.ts";
import { withoutNat64 } from "../public-host.ts";
import { ShortCode } from "../short-code.ts";
import { text } from "../text.ts";
import { trimInvisible } from "../trim-invisible.ts";
import { User } from "./auth.ts";
import { changes } from "./changes.ts";
import { Link } from "./links.ts";
import { Cursor, formerName, Page, pageQuery } from "./query.ts";

const flagOf = (about: string) => z.enum(["true", "false"]).optional().describe(about);

const paging = {
  ...pageQuery({ size: 50, maxSize: 100 }),
  after: Cursor.meta(formerName("cursor")),
};

/** Accepts the cursor by its former name too. */
function toCursor<Q extends { cursor?: string | undefined; after?: string | undefined }>({
  after,
  cursor = after,
  ...query
}: Q) {
  return { ...query, cursor };
}

/** A page that repeats its cursor by its former name. */
function AdminPage<T extends z.ZodType>(item: T) {
  return Page(item).extend({ next_after: z.string().nullable().meta(formerName("next_cursor")) });
}

export const ListUsers = z
  .strictObject({
    ...paging,
    search: text({ min: 1, max: 200 }).optional().describe("Part of the e-mail address or full name."),
    role: z.enum(["user", "admin"]).optional().describe("Only accounts with this role."),
    is_active: flagOf("`false`: only disabled accounts; `true`: only others."),
  })
  .transform(toCursor);
export type ListUsers = z.infer<typeof ListUsers>;

const AdminUser = User.extend({
  created_at: InstantText.describe("Time of registration."),
  has_totp: z.boolean().describe("Whether two-factor authentication is enabled."),
  link_count: z.int().describe("Number of links that the account owns."),
}).meta({ id: "AdminUser" });
export type AdminUser = z.infer<typeof AdminUser>;
export const UserPage = AdminPage(AdminUser).meta({ id: "UserPage" });
export type UserPage = z.infer<typeof UserPage>;

export const UserParams = z.strictObject({ id: z.uuid().toLowerCase().describe("Id of the account.") });
export const UpdateUser = changes({
  is_active: z.boolean().optional().describe("`false` disables the account at once; `true` enables it again."),
  role: z.enum(["user", "admin"]).optional().describe("`admin` makes the account an administrator."),
}).meta({ id: "UpdateUser", examples: [{ is_active: false }] });
export type UpdateUser = z.infer<typeof UpdateUser>;

export const ListAllLinks = z
  .strictObject({
    ...paging,
    search: text({ min: 1, max: 2_048 })
      .optional()
      .describe("Part of a code, destination, title, notes, folder or tag, or a short URL."),
    owner_id: z.uuid().optional().describe("Only links of this account."),
    is_blocked: flagOf("Only links with this `is_blocked`."),
    is_unsafe: flagOf("Only links with this `is_unsafe`."),
  })
  .transform(toCursor);
export type ListAllLinks = z.infer<typeof ListAllLinks>;

export const AdminLinkPage = AdminPage(Link).meta({ id: "AdminLinkPage" });
export type AdminLinkPage = z.infer<typeof AdminLinkPage>;

export const ModerateLink = z
  .strictObject({
    is_blocked: z
      .boolean()
      .optional()
      .describe("`true` blocks the link for visitors, who get 451; `false` unblocks it."),
    is_unsafe: z
      .boolean()
      .optional()
      .describe(
        "`true` warns visitors before they get to the destination; `false` ends that, also if a block list has marked the link.",
      ),
    reason: text({ max: 500 })
      .nullish()
      .describe("Why the link is blocked or unsafe. Members of its workspace can read it."),
  })
  .refine(({ is_blocked, is_unsafe }) => is_blocked !== undefined || is_unsafe !== undefined, {
    error: "must have is_blocked or is_unsafe",
  })
  .meta({ id: "ModerateLink", examples: [{ is_blocked: true, reason: "Phishing" }] });
export type ModerateLink = z.infer<typeof ModerateLink>;

/** A short URL that no link can get, because a link with it was blocked. */
export const BlockedAddress = z
  .object({
    short_code: z.string().describe("Code of the blocked short URL."),
    domain: z.string().nullable().describe("Host of its custom domain; `null` for the shared domain."),
    reason: z.string().nullable().describe("Why it was blocked, or `null`."),
    created_at: InstantText.describe("When it was blocked."),
  })
  .meta({ id: "BlockedAddress" });
export type BlockedAddress = z.infer<typeof BlockedAddress>;
export const BlockedAddresses = z
  .object({ items: z.array(BlockedAddress).describe("Blocked short URLs, the latest first, at most 10,000.") })
  .meta({ id: "BlockedAddresses" });
export const BlockedAddressParams = z.strictObject({
  short_code: ShortCode.describe("Code of the blocked short URL."),
});

/** A host as `HostName` parses it, or an IPv6 address with or without brackets. A NAT64 address becomes the IPv4 address in it. */
const BlockableHost = z.string().transform((value, ctx) => {
  const address = value.includes(":") ? toIpv6Host(trimInvisible(value)) : undefined;
  if (address) return withoutNat64(address);
  const parsed = HostName.safeParse(value, { error: describeIssue });
  if (parsed.success) return parsed.data;
  ctx.addIssue({
    code: "custom",
    message: parsed.error.issues[0]?.message ?? "must be a host name such as go.example.com",
    input: value,
  });
  return z.NEVER;
});

function toIpv6Host(value: string): string | undefined {
  return /^\[?[\da-f:.]+\]?$/i.test(value)
    ? URL.parse(`http://[${value.replace(/^\[|\]$/g, "")}]/`)?.hostname
    : undefined;
}

export const BlockHost = z
  .strictObject({
    host: BlockableHost.describe("The host name or IP address to block, with all its subdomains."),
    reason: text({ max: 500 }).nullish().describe("Why the host is blocked."),
  })
  .meta({ id: "BlockHost", examples: [{ host: "malware.example", reason: "Malware" }] });
export type BlockHost = z.infer<typeof BlockHost>;
export const HostParams = z.strictObject({ host: BlockableHost.describe("The blocked host name or IP address.") });

const BlockedHost = z
  .object({
    host: z.string().describe("The blocked host name or IP address."),
    reason: z.string().nullable().describe("Why it was blocked, or `null`."),
    created_at: InstantText.describe("When it was blocked."),
  })
  .meta({ id: "BlockedHost" });
export type BlockedHost = z.infer<typeof BlockedHost>;
export const AffectedLinks = z
  .object({ links: z.int().describe("Number of links that this blocked or unblocked.") })
  .meta({ id: "AffectedLinks" });
export type AffectedLinks = z.infer<typeof AffectedLinks>;

export const BlockedHosts = z
  .object({ items: z.array(BlockedHost).describe("Blocked hosts, sorted by name, at most 10,000.") })
  .meta({ id: "BlockedHosts" });

export const ListAllDomains = z.strictObject({
  ...pageQuery({ size: 50, maxSize: 100 }),
  search: text({ min: 1, max: 253 })
    .optional()
    .describe("Part of the host, of the workspace's name, or of its owner's e-mail address if it is a personal one."),
});
export type ListAllDomains = z.infer<typeof ListAllDomains>;

const AdminDomain = z
  .object({
    host: z.string().describe("The domain in lower case, internationalised names in punycode."),
    workspace_id: z.uuid().describe("Id of its workspace."),
    workspace_name: z.string().describe("Name of its workspace."),
    owner_email: z
      .string()
      .nullable()
      .describe("E-mail address of the account, if the workspace is a personal one, or `null`."),
    link_count: z.int().describe("Number of links on the domain."),
    created_at: InstantText.describe("When the domain was verified first."),
  })
  .meta({ id: "AdminDomain" });
export type AdminDomain = z.infer<typeof AdminDomain>;
export const AdminDomainPage = Page(AdminDomain).meta({ id: "AdminDomainPage" });
export type AdminDomainPage = z.infer<typeof AdminDomainPage>;

const ActionName = z
  .string()
  .regex(/^[a-z-]+(\.[a-z-]+)?$/, "must be an action such as link.deleted, or its first part");

export const ListAudit = z
  .strictObject({
    ...paging,
    actor_id: z.uuid().toLowerCase().optional().describe("Only actions of this account."),
    subject_id: z.uuid().toLowerCase().optional().describe("Only actions on the link, account or object with this id."),
    action: ActionName.max(100)
      .optional()
      .describe("Only this action, such as `link.deleted`, or all of one kind, such as `link`."),
    from: Instant.optional().describe("Only actions at this time or later."),
    to: Instant.optional().describe("Only actions before this time."),
  })
  .transform(toCursor);
export type ListAudit = z.infer<typeof ListAudit>;

const AuditEntry = z
  .object({
    id: z.uuid().describe("Id of the entry."),
    workspace_id: z.uuid().nullable().describe("Workspace of the changed link or webhook; `null` for everything else."),
    actor_id: z
      .uuid()
      .nullable()
      .describe("Account that acted; `null` for the operator's command and deleted accounts."),
    actor_email: z.string().nullable().describe("E-mail address of that account, or `null`."),
    action: z.string().describe("The action, such as `link.deleted`."),
    subject_id: z
      .uuid()
      .nullable()
      .describe("Id of the link, account, webhook or other object that was changed, or `null`."),
    subject_email: z.string().nullable().describe("E-mail address of the changed account, or `null`."),
    details: z.record(z.string(), z.unknown()).describe("Details that depend on the action."),
    created_at: InstantText.describe("When it was done."),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = AdminPage(AuditEntry).meta({ id: "AuditPage" });
export type AuditPage = z.infer<typeof AuditPage>;
