/** The state of the page about visits without a link, as its address has it. */
export interface OrphansSearch {
  /** A host, or empty for the shared domain. */
  domain?: string;
  /** Days until today; 30 without it. */
  days?: number;
}

const maxDays = 365;

export function readOrphansSearch({ domain, days }: Record<string, unknown>): OrphansSearch {
  const count = Number(days);
  return {
    ...(typeof domain === "string" && { domain }),
    ...(Number.isInteger(count) && count >= 1 && count <= maxDays && { days: count }),
  };
}
