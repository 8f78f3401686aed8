import { queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client.ts";

/** For owners; others get `forbidden`. */
export const invitationsQuery = (id: string) =>
  queryOptions({
    queryKey: ["workspaces", id, "invitations"],
    queryFn: ({ signal }) => api.listInvitations({ params: { id }, signal }),
  });

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => api.getInvitation({ params: { token }, signal }),
  });
