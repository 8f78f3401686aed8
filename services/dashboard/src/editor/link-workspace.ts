import { useQuery } from "@tanstack/react-query";
import { createContext, use } from "react";
import { domainsQuery, foldersQuery, tagsQuery, utmTemplatesQuery } from "./api.ts";

/** Id of the workspace of the link in an editor, undefined until it is known. */
export const LinkWorkspace = createContext<string | undefined>(undefined);

export function useLinkWorkspace(): string | undefined {
  return use(LinkWorkspace);
}

/** The domains of the link's workspace, undefined until they are known. */
export function useWorkspaceDomains() {
  const id = use(LinkWorkspace);
  const { data } = useQuery(domainsQuery);
  return data && ofWorkspace(data.items, id);
}

export function useWorkspaceTemplates() {
  const id = use(LinkWorkspace);
  const { data } = useQuery(utmTemplatesQuery);
  return ofWorkspace(data?.items ?? [], id);
}

/** Tags to suggest. */
export function useWorkspaceTags() {
  const id = use(LinkWorkspace);
  return useQuery({ ...tagsQuery(id), enabled: id !== undefined }).data?.items ?? [];
}

/** Folders to suggest. */
export function useWorkspaceFolders() {
  const id = use(LinkWorkspace);
  return useQuery({ ...foldersQuery(id), enabled: id !== undefined }).data?.items ?? [];
}

function ofWorkspace<T extends { workspace_id: string }>(items: readonly T[], id: string | undefined): T[] {
  return items.filter(({ workspace_id }) => workspace_id === id);
}
