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
  /** Undefined until verified. */
  domainId: number | undefined;
}

export interface TagResource {
  kind: "tag";
  workspaceId: string;
  /** Of the primary codes of links with the tag. */
  domainIds: readonly number[];
}

export interface WorkspaceResource {
  kind: "folder" | "utmTemplate" | "webhook" | "workspace";
  workspaceId: string;
}

export type Resource = LinkResource | DomainResource | TagResource | WorkspaceResource;
