import type { LinkAddress } from "@shunt/cache";
import type { EdgeFacts } from "@shunt/contracts/cached";
import type { LinkSettings } from "@shunt/contracts/links";

/** A link with its settings, its codes and its total. */
export interface LinkRecord extends EdgeFacts, LinkSettings {
  ownerId: string | null;
  workspaceId: string;
  domainId: number;
  /** Null for the domain of BASE_URL. */
  domainHost: string | null;
  code: string;
  isCustom: boolean;
  /** Those that are not primary. */
  otherCodes: readonly LinkAddress[];
  /** Why an administrator has blocked it, for the owner. */
  blockedReason: string | null;
  /** Sorted, as written first. */
  tags: string[];
  clickCount: number;
  createdAt: Date;
  updatedAt: Date;
}
