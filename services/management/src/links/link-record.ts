import type { LinkAddress } from "@shunt/cache";
import type { EdgeFacts } from "@shunt/contracts/cached";
import type { LinkHealth, LinkSettings } from "@shunt/contracts/links";

export interface OtherCode extends LinkAddress {
  /** Null for the shared domain (BASE_URL). */
  host: string | null;
}

export interface LinkRecord extends EdgeFacts, LinkSettings {
  ownerId: string | null;
  workspaceId: string;
  domainId: number;
  /** Null for the shared domain (BASE_URL). */
  domainHost: string | null;
  code: string;
  isCustom: boolean;
  /** All codes except the primary one, in order of creation. */
  otherCodes: readonly OtherCode[];
  /** The administrator's reason, shown to the owner. */
  blockedReason: string | null;
  /** Shown to the owner; null unless the link is unsafe. */
  unsafeReason: string | null;
  /** Sorted, in the spelling of their first use. */
  tags: string[];
  clickCount: number;
  lastClickedAt: Date | null;
  /** Clicks that count towards `max_clicks`; null without a limit. */
  clicksUsed: number | null;
  /** Null while the workspace has no checks of destinations. */
  health: LinkHealth | null;
  hasBrokenDestination: boolean;
  createdAt: Date;
  /** Null if the link was not imported. */
  importedAt: Date | null;
  /** Clicks before the import, as the file counted them. */
  formerClicks: number | null;
  updatedAt: Date;
}
