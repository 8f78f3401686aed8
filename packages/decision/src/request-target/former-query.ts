import { continueParameter } from "../click-limit.ts";

const prefix = `${continueParameter}=`;

export function hasFormerQuery(query: string): boolean {
  return query.startsWith(prefix);
}

/**
 * The query of the visit that showed the button to continue, byte for byte, and parameters that others added to it since; `query` itself
 * if the visitor pressed none.
 */
export function toFormerQuery(query: string): string {
  if (!hasFormerQuery(query)) return query;
  const [mark = "", ...added] = query.split("&");
  const former = new URLSearchParams(mark).get(continueParameter) ?? "";
  return [former, ...added].filter(Boolean).join("&");
}
