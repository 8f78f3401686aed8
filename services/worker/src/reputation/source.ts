/** A judgement on destinations, such as a block list. */
export interface Source {
  name: "block-list" | "safe-browsing";
  /** Returns a reason, worded for owners of links, for each URL that is listed. @throws Error if the source fails */
  check(urls: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
