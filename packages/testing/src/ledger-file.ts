import { inject } from "vitest";

/** File for the ledgers of fault tests, from `FAULT_LEDGERS`; undefined: none. */
export function findLedgerFile(): string | undefined {
  return inject("ledgerFile") || undefined;
}
