import { queryOptions } from "@tanstack/react-query";
import { api } from "../api/client.ts";

const size = 500;

/** Names of tags and folders for filters and fields. */
export const labelQueries = {
  tags: queryOptions({
    queryKey: ["tags", "names"],
    queryFn: ({ signal }) => api.listTags({ query: { size }, signal }),
  }),
  folders: queryOptions({
    queryKey: ["folders", "names"],
    queryFn: ({ signal }) => api.listFolders({ query: { size }, signal }),
  }),
};
