import { queryOptions, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { api } from "./client.ts";
import { getSession, onSessionChange, type Session } from "./session.ts";

/** The account that is signed in. */
export const meQuery = queryOptions({ queryKey: ["me"], queryFn: ({ signal }) => api.getMe({ signal }) });

export function useSession(): Session {
  return useSyncExternalStore(onSessionChange, getSession, getSession);
}

/** The account that is signed in, undefined until it is known. */
export function useMe() {
  const { status } = useSession();
  return useQuery({ ...meQuery, enabled: status === "signed-in" }).data;
}
