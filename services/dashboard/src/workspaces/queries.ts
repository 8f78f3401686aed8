import { queryOptions } from "@tanstack/react-query";
import { api } from "../api/client.ts";

export const workspacesQuery = queryOptions({
  queryKey: ["workspaces"],
  queryFn: ({ signal }) => api.listWorkspaces({ signal }),
});

export const membersQuery = (id: string) =>
  queryOptions({
    queryKey: ["workspaces", id, "members"],
    queryFn: ({ signal }) => api.listMembers({ params: { id }, signal }),
  });
