import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";

/** One link, as its pages show it. */
export function linkQuery(id: string) {
  return queryOptions({
    queryKey: ["links", "one", id],
    queryFn: ({ signal }) => api.getLink({ params: { id }, signal }),
  });
}
