import { queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client.ts";

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["links", "versions", id],
    queryFn: ({ signal }) => api.listVersions({ params: { id }, signal }),
  });

/** A version of a link, with what differs from the current state. */
export const versionQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ["links", "versions", id, number],
    queryFn: ({ signal }) => api.getVersion({ params: { id, number: String(number) }, signal }),
  });

export const formerTargetsQuery = (id: string) =>
  queryOptions({
    queryKey: ["links", "former-targets", id],
    queryFn: ({ signal }) => api.listFormerTargets({ params: { id }, signal }),
  });
