import type { Problem } from "@shunt/contracts/problem";
import type { LinkRecord } from "../link-record.ts";

export interface CreatedLink {
  link: LinkRecord;
  /** False if the input allowed reuse and the link existed already. */
  isNew: boolean;
}

export type Result = CreatedLink | Problem;
