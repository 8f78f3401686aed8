import type { Migration } from "../migration.ts";
import { foundation } from "./0001-foundation.ts";
import { edge } from "./0002-edge.ts";
import { analytics } from "./0003-analytics.ts";
import { accounts } from "./0004-accounts.ts";
import { idempotency } from "./0005-idempotency.ts";
import { links } from "./0006-links.ts";
import { domains } from "./0007-domains.ts";
import { accountSecurity } from "./0008-account-security.ts";
import { webhooks } from "./0009-webhooks.ts";
import { social } from "./0010-social.ts";
import { boundedClicks } from "./0011-bounded-clicks.ts";
import { search } from "./0012-search.ts";
import { takingAway } from "./0013-taking-away.ts";
import { costs } from "./0014-costs.ts";
import { knownNetworks } from "./0015-known-networks.ts";
import { hostVerdicts } from "./0019-host-verdicts.ts";
import { linkRules } from "./0020-link-rules.ts";
import { workspaceRoles } from "./0021-workspace-roles.ts";
import { backupIndex } from "./0022-backup-index.ts";
import { domainRules } from "./0023-domain-rules.ts";
import { clickChoices } from "./0024-click-choices.ts";
import { linkVersions } from "./0025-link-versions.ts";
import { linkUses } from "./0026-link-uses.ts";
import { linkLocks } from "./0027-link-locks.ts";
import { unsafeLinks } from "./0028-unsafe-links.ts";
import { freedCodes } from "./0029-freed-codes.ts";
import { linkReports } from "./0030-link-reports.ts";
import { utmTemplates } from "./0031-utm-templates.ts";
import { labels } from "./0032-labels.ts";
import { linkHealth } from "./0033-link-health.ts";
import { reputation } from "./0034-reputation.ts";
import { profiles } from "./0035-profiles.ts";
import { linkNotices } from "./0036-link-notices.ts";
import { pictureTexts } from "./0037-picture-texts.ts";
import { views } from "./0038-views.ts";
import { movedClicks } from "./0039-moved-clicks.ts";
import { requestLog } from "./0040-request-log.ts";
import { packedDimensions } from "./0041-packed-dimensions.ts";
import { destinationHealth } from "./0042-destination-health.ts";
import { begunParts } from "./0043-begun-parts.ts";
import { slimClicks } from "./0044-slim-clicks.ts";
import { historyMoves } from "./0045-history-moves.ts";
import { begunGroups } from "./0046-begun-groups.ts";
import { packedGroups } from "./0047-packed-groups.ts";
import { workspaceSums } from "./0048-workspace-sums.ts";
import { workspaceInvitations } from "./0049-workspace-invitations.ts";
import { invitedRegistrations } from "./0050-invited-registrations.ts";
import { releasedDomains } from "./0051-released-domains.ts";
import { importedLinks } from "./0052-imported-links.ts";

/** In execution order. Append only: released migrations must not change. */
export const migrations: readonly Migration[] = [
  foundation,
  edge,
  analytics,
  accounts,
  idempotency,
  links,
  domains,
  accountSecurity,
  webhooks,
  social,
  boundedClicks,
  search,
  takingAway,
  costs,
  knownNetworks,
  hostVerdicts,
  linkRules,
  workspaceRoles,
  backupIndex,
  domainRules,
  clickChoices,
  linkVersions,
  linkUses,
  linkLocks,
  unsafeLinks,
  freedCodes,
  linkReports,
  utmTemplates,
  labels,
  linkHealth,
  reputation,
  profiles,
  linkNotices,
  pictureTexts,
  views,
  movedClicks,
  requestLog,
  packedDimensions,
  destinationHealth,
  begunParts,
  slimClicks,
  historyMoves,
  begunGroups,
  packedGroups,
  workspaceSums,
  workspaceInvitations,
  invitedRegistrations,
  releasedDomains,
  importedLinks,
];
