import { toText, withoutEmpty } from "../app/read-search.ts";

/** The state of the pages of tags and folders, as their addresses have it. */
export interface LabelsSearch {
  /** The beginning of names. */
  q?: string;
}

export function readLabelsSearch({ q }: Record<string, unknown>): LabelsSearch {
  return withoutEmpty({ q: toText(q) });
}
