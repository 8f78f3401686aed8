import { ApiError } from "@shunt/contracts/client";
import type { Domain } from "@shunt/contracts/domains";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/query-client.ts";
import { toDomainRequest } from "../domain-cache.ts";

const firstPauseMs = 10_000;
const longestPauseMs = 60_000;
const growth = 1.5;

interface Check {
  /** The domain, once it is verified. */
  verified?: Domain;
  /** Why it is not. */
  reason?: string;
  /** Time until the next check. */
  pauseMs: number;
}

/**
 * Looks the record of a domain up, again and again with growing pauses while the page is in sight, until the domain is
 * verified.
 */
export function useDnsCheck(domain: Domain, isStarted: boolean) {
  const { data, error, dataUpdatedAt, errorUpdatedAt, isFetching, refetch } = useQuery({
    queryKey: toKey(domain),
    queryFn: () => check(domain),
    enabled: isStarted,
    refetchInterval: ({ state }) => (state.data?.verified ? false : toPause(state.data, state.error)),
    refetchOnWindowFocus: false,
    retry: false,
    gcTime: 0,
  });
  const checkedAt = Math.max(dataUpdatedAt, errorUpdatedAt);
  return { ...data, error, isFetching, check: refetch, checkedAt, nextAt: checkedAt + toPause(data, error) };
}

const toKey = ({ host, workspace_id }: Domain) => ["domain-check", host, workspace_id];

async function check(domain: Domain): Promise<Check> {
  const before = queryClient.getQueryData<Check>(toKey(domain));
  const pauseMs = before ? Math.min(longestPauseMs, before.pauseMs * growth) : firstPauseMs;
  try {
    return { verified: await api.verifyDomain(toDomainRequest(domain)), pauseMs };
  } catch (err) {
    if (err instanceof ApiError && err.code === "domain-not-verified")
      return { reason: err.detail ?? err.message, pauseMs };
    throw err;
  }
}

function toPause(check: Check | undefined, error: Error | null): number {
  if (error instanceof ApiError && error.retryAfterSeconds) return error.retryAfterSeconds * 1_000;
  return check?.pauseMs ?? firstPauseMs;
}
