import type { ListRequests, LoggedRequest } from "@shunt/contracts/accounts";
import { listAll } from "../../api/list-all.ts";
import { oneOf, toId, withoutEmpty } from "../../app/read-search.ts";

export type LoggedMethod = LoggedRequest["method"];
export type StatusClass = NonNullable<ListRequests["status_class"]>;

export const methods = listAll<LoggedMethod>({ GET: true, POST: true, PUT: true, PATCH: true, DELETE: true });
export const statusClasses = listAll<StatusClass>({ "2xx": true, "3xx": true, "4xx": true, "5xx": true });

/** The filters of the request log, as its address has them. */
export interface RequestsSearch {
  /** Id of an API key. */
  key?: string;
  method?: LoggedMethod;
  status?: StatusClass;
}

/** Reads the search parameters of an address; drops what does not fit. */
export function readRequestsSearch({ key, method, status }: Record<string, unknown>): RequestsSearch {
  return withoutEmpty({ key: toId(key), method: oneOf(methods, method), status: oneOf(statusClasses, status) });
}
