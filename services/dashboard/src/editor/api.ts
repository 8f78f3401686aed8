import type { Link } from "@shunt/contracts/links";
import { queryOptions } from "@tanstack/react-query";
import { api, callForResponse } from "../api/client.ts";
import type { ChangesBody } from "./form/form-fields.ts";

/** A link with the tag of the version that was read, for `If-Match`. */
export interface ReadLink {
  link: Link;
  tag: string;
}

export async function readLink(id: string, signal?: AbortSignal): Promise<ReadLink> {
  return toReadLink(await callForResponse("getLink", { params: { id }, ...(signal && { signal }) }));
}

/** @throws ApiError with status 412 if the link is no longer of the version of `tag` */
export async function saveLink(id: string, body: ChangesBody, tag: string): Promise<ReadLink> {
  return toReadLink(await callForResponse("updateLink", { params: { id }, body, ifMatch: tag }));
}

/** The link of an editor. Read anew whenever an editor opens, and never while one is open. */
export const editedLinkQuery = (id: string) =>
  queryOptions({
    queryKey: ["links", "edited", id],
    queryFn: ({ signal }) => readLink(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const domainsQuery = queryOptions({
  queryKey: ["domains"],
  queryFn: ({ signal }) => api.listDomains({ signal }),
});

export const utmTemplatesQuery = queryOptions({
  queryKey: ["utm-templates"],
  queryFn: ({ signal }) => api.listUtmTemplates({ signal }),
});

/** The most tags and folders that are suggested; others can be typed. */
const maxSuggestions = 500;

export const tagsQuery = (workspaceId: string | undefined) =>
  queryOptions({
    queryKey: ["tags", "suggested", workspaceId],
    queryFn: ({ signal }) => api.listTags({ query: toSuggested(workspaceId), signal }),
  });

export const foldersQuery = (workspaceId: string | undefined) =>
  queryOptions({
    queryKey: ["folders", "suggested", workspaceId],
    queryFn: ({ signal }) => api.listFolders({ query: toSuggested(workspaceId), signal }),
  });

function toSuggested(workspaceId: string | undefined) {
  return { size: maxSuggestions, ...(workspaceId !== undefined && { workspace_id: workspaceId }) };
}

async function toReadLink(response: Response): Promise<ReadLink> {
  return { link: (await response.json()) as Link, tag: response.headers.get("etag") ?? "*" };
}
