import { queryOptions } from "@tanstack/react-query";
import { api } from "../api/client.ts";

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: ({ signal }) => api.listSessions({ signal }),
});

export const totpQuery = queryOptions({
  queryKey: ["totp"],
  queryFn: ({ signal }) => api.getTotp({ signal }),
});
