/** The state of the pages of tags and folders, as their addresses have it. */
export interface LabelsSearch {
  /** The beginning of names. */
  q?: string;
}

/** The router reads `?q=2026` as a number. */
export function readLabelsSearch({ q }: Record<string, unknown>): LabelsSearch {
  return (typeof q === "string" && q !== "") || typeof q === "number" ? { q: String(q) } : {};
}
