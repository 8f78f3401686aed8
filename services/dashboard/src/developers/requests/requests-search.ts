import type { LoggedRequest } from "@shunt/contracts/accounts";

export type LoggedMethod = LoggedRequest["method"];

/** As the API takes them; listed here, as the schemas would be in the first load. */
export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const satisfies readonly LoggedMethod[];
export const statusClasses = ["2xx", "3xx", "4xx", "5xx"] as const;
export type StatusClass = (typeof statusClasses)[number];

/** The filters of the request log, as its address has them. */
export interface RequestsSearch {
  /** Id of an API key. */
  key?: string;
  method?: LoggedMethod;
  status?: StatusClass;
}

/** Reads the search parameters of an address; drops what does not fit. */
export function readRequestsSearch({ key, method, status }: Record<string, unknown>): RequestsSearch {
  const [chosenMethod, chosenStatus] = [
    methods.find(each => each === method),
    statusClasses.find(each => each === status),
  ];
  const isId = typeof key === "string" && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(key);
  return {
    ...(isId && { key }),
    ...(chosenMethod && { method: chosenMethod }),
    ...(chosenStatus && { status: chosenStatus }),
  };
}
