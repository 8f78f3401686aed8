import { continueParameter } from "@shunt/decision";

const prefix = `${continueParameter}=`;

export function hasFormerQuery(query: string): boolean {
  return query.startsWith(prefix);
}

/** The query of the visit that showed the button to continue, byte for byte; `query` itself if the visitor pressed none. */
export function toFormerQuery(query: string): string {
  return hasFormerQuery(query) ? (new URLSearchParams(query).get(continueParameter) ?? "") : query;
}
