import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";
import { getAccessToken } from "./session.ts";

/** Pause before a stream that ended is opened again. */
const pauseMs = 2_000;

interface StreamOptions {
  signal: AbortSignal;
  /** Runs each time that the stream opens: what happened before was not in it. */
  onOpen?: () => void;
  onEvent: (event: EventSourceMessage) => void;
  /** The same stream at a path that a cookie opens, for when the API cannot check the token. */
  fallback?: string;
}

/**
 * Follows a stream of server-sent events until `signal` aborts; opens it again when it ends. `EventSource` cannot send
 * the access token, so this uses `fetch`. A hidden page closes it, and comes back to it when shown.
 *
 * @param path with its query, such as `/api/v1/analytics/live`
 */
export async function followStream(path: string, { signal, fallback, ...handlers }: StreamOptions): Promise<void> {
  while (!signal.aborted) {
    await untilVisible(signal);
    const hidden = whenHidden(signal);
    const options = { signal: hidden.signal, ...handlers };
    const hasOpened = await readWithToken(path, options).catch(() => false);
    if (!hasOpened && fallback !== undefined) await readStream(fallback, options).catch(() => false);
    hidden.dispose();
    if (!signal.aborted) await new Promise(done => setTimeout(done, pauseMs));
  }
}

async function readWithToken(path: string, options: StreamOptions): Promise<boolean> {
  const token = await getAccessToken();
  return readStream(path, options, token === undefined ? {} : { authorization: `Bearer ${token}` });
}

/** Returns whether the stream has opened, once it has ended. */
async function readStream(
  path: string,
  { signal, onOpen, onEvent }: StreamOptions,
  headers: Record<string, string> = {},
): Promise<boolean> {
  // It never ends, so it yields to answers that the page waits for.
  const init = { headers: { accept: "text/event-stream", ...headers }, signal, priority: "low" } as const;
  const response = await fetch(path, init);
  if (!response.ok || !response.body) return false;
  onOpen?.();
  const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  const reader = events.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) onEvent(next.value);
  return true;
}

function untilVisible(signal: AbortSignal): Promise<void> {
  return new Promise(done => {
    if (!document.hidden || signal.aborted) return done();
    const check = () => {
      if (document.hidden && !signal.aborted) return;
      document.removeEventListener("visibilitychange", check);
      signal.removeEventListener("abort", check);
      done();
    };
    document.addEventListener("visibilitychange", check);
    signal.addEventListener("abort", check);
  });
}

/** A signal that also aborts when the page is hidden. */
function whenHidden(signal: AbortSignal) {
  const controller = new AbortController();
  const check = () => document.hidden && controller.abort();
  document.addEventListener("visibilitychange", check);
  return {
    signal: AbortSignal.any([signal, controller.signal]),
    dispose: () => document.removeEventListener("visibilitychange", check),
  };
}
