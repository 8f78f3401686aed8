import { ApiError } from "@shunt/contracts/client";
import { QueryClient } from "@tanstack/react-query";

const maxRetries = 2;

/** Answers of the API, kept while pages need them. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays one; a failure of the network or of a store may pass.
      retry: (failures, error) => failures < maxRetries && !(error instanceof ApiError && error.status < 500),
    },
  },
});
