import { ApiError } from "@shunt/contracts/client";
import { MutationCache, QueryClient } from "@tanstack/react-query";
import { UnreachableError } from "./fetch-from-server.ts";
import { meQuery } from "./me.ts";

const maxRetries = 2;

/** Answers of the API, kept while pages need them. */
export const queryClient = new QueryClient({
  mutationCache: new MutationCache({
    onError: error => {
      // The account left the workspace, or was removed from it, since its workspaces were read.
      if (error instanceof ApiError && error.code === "workspace-not-found")
        void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  }),
  // Requests are sent also where a browser believes to be offline: the server may be on the same machine or network, and
  // requests that wait for a connection would say nothing.
  defaultOptions: {
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      refetchOnReconnect: true,
      staleTime: 10_000,
      retry: (failures, error) => failures < maxRetries && mayPass(error),
    },
  },
});

/** A failure of the network or of a store may pass; a refusal, or a fault of the page, stays one. */
function mayPass(error: Error): boolean {
  return error instanceof UnreachableError || (error instanceof ApiError && error.status >= 500);
}
