import type { Problem } from "@shunt/contracts/problem";
import type { LinkRecord } from "../link-record.ts";

export interface CreatedLink {
  link: LinkRecord;
  /** False for an existing link that is reused. */
  isNew: boolean;
}

export type Result = CreatedLink | Problem;
