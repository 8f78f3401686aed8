import { queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client.ts";

/** All destinations of a link, with the results of their checks. */
export const destinationsQuery = (id: string) =>
  queryOptions({
    queryKey: ["links", "destinations", id],
    queryFn: ({ signal }) => api.listDestinations({ params: { id }, signal }),
  });
