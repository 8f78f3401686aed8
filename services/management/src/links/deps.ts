import type { DomainsDeps } from "../domains/index.ts";
import type { OutboundDeps } from "../outbound/index.ts";
import type { ClaimSecrets } from "./claim/claim-secrets.ts";
import type { InsertLinks } from "./create/insert-drafts.ts";

export interface LinksDeps extends DomainsDeps, OutboundDeps {
  batchInserts: InsertLinks;
  claimSecrets: ClaimSecrets;
}
