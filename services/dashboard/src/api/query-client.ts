import { ApiError } from "@shunt/contracts/client";
import { QueryClient } from "@tanstack/react-query";
import { UnreachableError } from "./fetch-from-server.ts";

const maxRetries = 2;

/** Answers of the API, kept while pages need them. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < maxRetries && mayPass(error),
    },
  },
});

/** A failure of the network or of a store may pass; a refusal, or a fault of the page, stays one. */
function mayPass(error: Error): boolean {
  return error instanceof UnreachableError || (error instanceof ApiError && error.status >= 500);
}
