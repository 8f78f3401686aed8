/** Remembers that a cookie exists, so that visitors without one cause no request that must fail. */
export const sessionHintKey = "shunt-session";
export const refreshPath = "/api/v1/auth/refresh";

/** Asks for an access token by the cookie. */
export function sendRefresh(): Promise<Response> {
  return fetch(refreshPath, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
}

/**
 * Runs `work` in one tab at a time. Browsers offer locks over HTTPS and on localhost. Elsewhere the API accepts two
 * refreshes at the same time.
 */
export function withSessionLock<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request("shunt-session", work) : work();
}
