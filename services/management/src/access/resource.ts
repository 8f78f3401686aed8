/** A link or a part of it. A `LinkRecord` has these fields. */
export interface LinkResource {
  kind: "link" | "code" | "analytics" | "export";
  workspaceId: string;
  /** The domain of the primary code. */
  domainId: number;
  otherCodes: readonly { domainId: number }[];
}

export interface DomainResource {
  kind: "domain";
  workspaceId: string;
  /** Undefined for a domain that is not verified. */
  domainId: number | undefined;
}

export interface TagResource {
  kind: "tag";
  workspaceId: string;
  /** The domains of the primary codes of the links that have the tag. */
  domainIds: readonly number[];
}

export interface WorkspaceResource {
  kind: "webhook" | "workspace";
  workspaceId: string;
}

/** A resource in a workspace, with the fields that decide access. */
export type Resource = LinkResource | DomainResource | TagResource | WorkspaceResource;
