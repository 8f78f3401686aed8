export interface DomainSearch {
  /** Of the domain, as several workspaces of the account may have added the same. */
  workspace_id?: string;
}

/** Reads the search parameters of the page of a domain. */
export function readDomainSearch({ workspace_id }: Record<string, unknown>): DomainSearch {
  return typeof workspace_id === "string" ? { workspace_id } : {};
}
