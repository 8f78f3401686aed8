import { queryOptions } from "@tanstack/react-query";
import { api } from "../api/client.ts";

const shown = 6;
/** While the first click is awaited (ms). */
const lookAgainMs = 3_000;

/** The latest links, with their number in all. */
export const newestLinksQuery = queryOptions({
  queryKey: ["links", "newest"],
  queryFn: ({ signal }) => api.listLinks({ query: { sort: "-created_at", size: shown }, signal }),
});

/** The link with the most clicks ever, asked for again until it has one. */
export const firstClickQuery = queryOptions({
  queryKey: ["links", "most-clicked"],
  queryFn: ({ signal }) => api.listLinks({ query: { sort: "-click_count", size: 1 }, signal }),
  refetchInterval: ({ state: { data } }) => (data?.items[0]?.click_count === 0 ? lookAgainMs : false),
  refetchOnWindowFocus: "always",
});
