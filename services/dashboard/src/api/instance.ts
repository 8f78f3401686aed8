import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "./client.ts";

/** Name, features and limits of this installation. They change with a restart only. */
export const instanceQuery = queryOptions({
  queryKey: ["instance"],
  queryFn: ({ signal }) => api.getInstance({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Features of this installation, undefined until they are known. */
export function useInstance() {
  return useQuery(instanceQuery).data;
}
