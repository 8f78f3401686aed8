import { queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client.ts";

/** All codes of a link, the primary one first. */
export const codesQuery = (id: string) =>
  queryOptions({
    queryKey: ["links", "codes", id],
    queryFn: ({ signal }) => api.listCodes({ params: { id }, signal }),
  });
