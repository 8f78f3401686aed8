import { z } from "zod";
import { describeIssue } from "../describe-issue.ts";
import { HostName } from "../host-name.ts";
import { InstantText } from "../instant.ts";
import { withoutNat64 } from "../public-host.ts";
import { ShortCode } from "../short-code.ts";
import { text, trimInvisible } from "../text.ts";
import { User } from "./auth.ts";
import { changes } from "./changes.ts";
import { Link } from "./links.ts";
import { Cursor, formerName, Page, pageQuery } from "./query.ts";

const paging = {
  ...pageQuery({ size: 50, maxSize: 100 }),
  after: Cursor.meta(formerName("cursor")),
};

/** Reads a cursor that is sent by its former name. */
function toCursor<Q extends { cursor?: string | undefined; after?: string | undefined }>({
  after,
  cursor = after,
  ...query
}: Q) {
  return { ...query, cursor };
}

/** A page, with the former name of its cursor. */
function AdminPage<T extends z.ZodType>(item: T) {
  return Page(item).extend({ next_after: z.string().nullable().meta(formerName("next_cursor")) });
}

export const ListUsers = z
  .strictObject({ ...paging, search: text({ min: 1, max: 200 }).optional() })
  .transform(toCursor);
export type ListUsers = z.infer<typeof ListUsers>;

const AdminUser = User.extend({ created_at: InstantText, link_count: z.int() }).meta({ id: "AdminUser" });
export type AdminUser = z.infer<typeof AdminUser>;
export const UserPage = AdminPage(AdminUser).meta({ id: "UserPage" });
export type UserPage = z.infer<typeof UserPage>;

export const UserParams = z.strictObject({ id: z.uuid().toLowerCase() });
export const UpdateUser = changes({
  is_active: z.boolean().optional(),
  role: z.enum(["user", "admin"]).optional(),
}).meta({ id: "UpdateUser", examples: [{ is_active: false }] });
export type UpdateUser = z.infer<typeof UpdateUser>;

export const ListAllLinks = z
  .strictObject({
    ...paging,
    search: text({ min: 1, max: 2_048 }).optional(),
    owner_id: z.uuid().optional(),
  })
  .transform(toCursor);
export type ListAllLinks = z.infer<typeof ListAllLinks>;

export const AdminLinkPage = AdminPage(Link).meta({ id: "AdminLinkPage" });
export type AdminLinkPage = z.infer<typeof AdminLinkPage>;

export const ModerateLink = z
  .strictObject({ is_blocked: z.boolean(), reason: text({ max: 500 }).nullish() })
  .meta({ id: "ModerateLink", examples: [{ is_blocked: true, reason: "Phishing" }] });
export type ModerateLink = z.infer<typeof ModerateLink>;

/** A short URL that no link may have, as the one that had it was blocked. */
export const BlockedAddress = z
  .object({
    short_code: z.string(),
    domain: z.string().nullable().meta({ description: "Host of a custom domain; null for the shared domain." }),
    reason: z.string().nullable(),
    created_at: InstantText,
  })
  .meta({ id: "BlockedAddress" });
export type BlockedAddress = z.infer<typeof BlockedAddress>;
export const BlockedAddresses = z.object({ items: z.array(BlockedAddress) }).meta({ id: "BlockedAddresses" });
export const BlockedAddressParams = z.strictObject({ short_code: ShortCode });

/** A host as `HostName` parses it, or an IPv6 address, with or without brackets, as a URL has it: for NAT64 the IPv4 address in it. */
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

/** With all names below it. */
export const BlockHost = z
  .strictObject({ host: BlockableHost, reason: text({ max: 500 }).nullish() })
  .meta({ id: "BlockHost", examples: [{ host: "malware.example", reason: "Malware" }] });
export type BlockHost = z.infer<typeof BlockHost>;
export const HostParams = z.strictObject({ host: BlockableHost });

const BlockedHost = z
  .object({ host: z.string(), reason: z.string().nullable(), created_at: InstantText })
  .meta({ id: "BlockedHost" });
export type BlockedHost = z.infer<typeof BlockedHost>;
/** How many links have been taken down, or put back, by it. */
export const AffectedLinks = z.object({ links: z.int() }).meta({ id: "AffectedLinks" });
export type AffectedLinks = z.infer<typeof AffectedLinks>;

export const BlockedHosts = z.object({ items: z.array(BlockedHost) }).meta({ id: "BlockedHosts" });

export const ListAudit = z.strictObject(paging).transform(toCursor);
export type ListAudit = z.infer<typeof ListAudit>;

const AuditEntry = z
  .object({
    id: z.uuid(),
    workspace_id: z.uuid().nullable(),
    actor_id: z.uuid().nullable(),
    action: z.string(),
    subject_id: z.uuid().nullable(),
    details: z.record(z.string(), z.unknown()),
    created_at: InstantText,
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = AdminPage(AuditEntry).meta({ id: "AuditPage" });
export type AuditPage = z.infer<typeof AuditPage>;
