import { toApiError } from "@shunt/contracts/client";
import { refreshPath, sessionHintKey, withSessionLock } from "../early/refresh.ts";
import { fetchFromServer } from "./fetch-from-server.ts";
import { translate } from "./translate.ts";

/**
 * The session of this browser. The access token lives in memory only; the refresh token is in a cookie that scripts
 * cannot read. All tabs share one refresh: a lock lets one of them ask, and it shares the answer.
 */
export type Session =
  | { readonly status: "signed-out" }
  | { readonly status: "signed-in"; readonly token: string; readonly expiresAt: number };

interface Tokens {
  access_token: string;
  expires_in: number;
}

/** A token is renewed this long before it ends, so that none ends on its way. */
const marginMs = 30_000;
/** Where the page of the API documentation, of this origin too, keeps the key that was entered there. */
const docsKey = "authorized";
const channel = new BroadcastChannel("shunt-session");
const listeners = new Set<() => void>();
let session: Session = localStorage.getItem(sessionHintKey)
  ? { status: "signed-in", token: "", expiresAt: 0 }
  : { status: "signed-out" };
let refreshing: Promise<void> | undefined;

channel.onmessage = ({ data }: MessageEvent<Session>) => change(data);

export function getSession(): Session {
  return session;
}

/** @returns the end of the subscription */
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Returns a token that is valid for the next request, or undefined without a session.
 *
 * @throws ApiError if the API cannot answer at the moment, or UnreachableError; the session stays
 */
export async function getAccessToken(): Promise<string | undefined> {
  if (session.status === "signed-in" && !isFresh(session)) await refreshSession();
  return session.status === "signed-in" ? session.token : undefined;
}

/** Renews the token although it looks valid, after the API has refused it. */
export async function renewRefusedToken(refused: string): Promise<void> {
  if (session.status === "signed-in" && session.token === refused) {
    session = { ...session, expiresAt: 0 };
    await refreshSession();
  }
}

/** Begins a session with the tokens of a sign-in. */
export function beginSession(tokens: Tokens): void {
  announce(toSession(tokens));
}

/** Ends the session of all tabs, on the server too. */
export async function endSession(): Promise<void> {
  await post("/api/v1/auth/logout").catch(() => undefined);
  announce({ status: "signed-out" });
}

function refreshSession(): Promise<void> {
  refreshing ??= withSessionLock(askForToken).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function askForToken(): Promise<void> {
  // Another tab may have shared a new token while this one waited for the lock.
  if (session.status === "signed-out" || isFresh(session)) return;
  const response = await post(refreshPath);
  if (response.status === 401) announce({ status: "signed-out" });
  else if (response.ok) announce(toSession(await response.json()));
  else throw await toApiError("refreshTokens", response, translate);
}

function post(path: string): Promise<Response> {
  return fetchFromServer(path, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
}

function announce(next: Session): void {
  channel.postMessage(next);
  change(next);
}

function change(next: Session): void {
  session = next;
  if (next.status === "signed-in") localStorage.setItem(sessionHintKey, "1");
  else for (const key of [sessionHintKey, docsKey]) localStorage.removeItem(key);
  for (const listener of listeners) listener();
}

function toSession({ access_token, expires_in }: Tokens): Session {
  return { status: "signed-in", token: access_token, expiresAt: Date.now() + expires_in * 1_000 };
}

function isFresh({ expiresAt }: { expiresAt: number }): boolean {
  return expiresAt - marginMs > Date.now();
}
