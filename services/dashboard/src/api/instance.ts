import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";

/** Name, features and limits of this installation. */
export const instanceQuery = queryOptions({
  queryKey: ["instance"],
  queryFn: ({ signal }) => api.getInstance({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
