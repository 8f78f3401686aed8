import type { DomainsDeps } from "../domains/index.ts";
import type { InsertLinks } from "./create/insert-drafts.ts";

/** What the verbs of this feature work with. */
export interface LinksDeps extends DomainsDeps {
  batchInserts: InsertLinks;
}
