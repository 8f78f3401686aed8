/** The state of the history of a link, as its address has it. */
export interface HistorySearch {
  /** Number of the version that is compared with the current state. */
  version?: number;
}

export function readHistorySearch({ version }: Record<string, unknown>): HistorySearch {
  return Number.isInteger(version) ? { version: version as number } : {};
}
