import type { Problem } from "@shunt/contracts/problem";
import type { LinkRecord } from "../link-record.ts";

/** The link that an input has led to. */
export interface CreatedLink {
  link: LinkRecord;
  /** False where the input allows reuse and the link exists already. */
  isNew: boolean;
}

/** The outcome of one input. */
export type Result = CreatedLink | Problem;
