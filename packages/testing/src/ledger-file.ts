import { inject } from "vitest";

/** Where a test writes down what became of the visits around a fault, as `FAULT_LEDGERS` says; by default nowhere. */
export function findLedgerFile(): string | undefined {
  return inject("ledgerFile") || undefined;
}
