import type { Operation } from "./operation.ts";
import { accountSecurityOperations } from "./operations/account-security.ts";
import { accountOperations } from "./operations/accounts.ts";
import { adminOperations } from "./operations/admin.ts";
import { analyticsOperations } from "./operations/analytics.ts";
import { authOperations } from "./operations/auth.ts";
import { bulkOperations } from "./operations/bulk.ts";
import { claimOperations } from "./operations/claims.ts";
import { codesOperations } from "./operations/codes.ts";
import { domainsOperations } from "./operations/domains.ts";
import { healthOperations } from "./operations/health.ts";
import { instanceOperations } from "./operations/instance.ts";
import { invitationOperations } from "./operations/invitations.ts";
import { labelOperations } from "./operations/labels.ts";
import { linksOperations } from "./operations/links.ts";
import { opsOperations } from "./operations/ops.ts";
import { previewsOperations } from "./operations/previews.ts";
import { qrOperations } from "./operations/qr.ts";
import { reportsOperations } from "./operations/reports.ts";
import { requestLogOperations } from "./operations/request-log.ts";
import { savedViewOperations } from "./operations/saved-views.ts";
import { sharedViewOperations } from "./operations/shared-views.ts";
import { simulationOperations } from "./operations/simulation.ts";
import { socialMediaOperations } from "./operations/social-media.ts";
import { socialNotificationOperations } from "./operations/social-notifications.ts";
import { socialPeopleOperations } from "./operations/social-people.ts";
import { socialPostOperations } from "./operations/social-posts.ts";
import { transferOperations } from "./operations/transfer.ts";
import { unlockOperations } from "./operations/unlock.ts";
import { utmTemplateOperations } from "./operations/utm-templates.ts";
import { versionsOperations } from "./operations/versions.ts";
import { webhookOperations } from "./operations/webhooks.ts";
import { workspaceOperations } from "./operations/workspaces.ts";

export const operations = {
  ...authOperations,
  ...accountOperations,
  ...accountSecurityOperations,
  ...requestLogOperations,
  ...bulkOperations,
  ...transferOperations,
  ...linksOperations,
  ...claimOperations,
  ...unlockOperations,
  ...codesOperations,
  ...versionsOperations,
  ...simulationOperations,
  ...workspaceOperations,
  ...invitationOperations,
  ...labelOperations,
  ...utmTemplateOperations,
  ...domainsOperations,
  ...previewsOperations,
  ...reportsOperations,
  ...analyticsOperations,
  ...savedViewOperations,
  ...sharedViewOperations,
  ...qrOperations,
  ...webhookOperations,
  ...socialPeopleOperations,
  ...socialPostOperations,
  ...socialMediaOperations,
  ...socialNotificationOperations,
  ...adminOperations,
  ...healthOperations,
  ...instanceOperations,
  ...opsOperations,
} as const satisfies Record<string, Operation>;
