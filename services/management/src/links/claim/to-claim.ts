import { type CreatedLink, claimDays } from "@shunt/contracts/links";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";

const dayMs = 24 * 60 * 60_000;

/** For the response that creates a link without an account, and nowhere else. */
export function toClaim(
  { claimSecrets }: Pick<LinksDeps, "claimSecrets">,
  { id, createdAt }: LinkRecord,
): CreatedLink["claim"] {
  return {
    secret: claimSecrets.issue(id),
    expires_at: new Date(createdAt.getTime() + claimDays * dayMs).toISOString(),
  };
}
