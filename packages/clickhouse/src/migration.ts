export interface Migration {
  /** Sorts after those before it. */
  name: string;
  /** Each can run again, as ClickHouse has no transactions for them. */
  statements: readonly string[];
}
