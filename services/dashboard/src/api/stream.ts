import { type EventSourceMessage, EventSourceParserStream } from "eventsource-parser/stream";
import { getAccessToken } from "./session.ts";

/** Pause before a stream that ended is opened again. */
const pauseMs = 2_000;

/**
 * Follows a stream of server-sent events until `signal` aborts; opens it again when it ends. `EventSource` cannot send
 * the access token, so this uses `fetch`. A hidden page closes it, and comes back to it when shown.
 *
 * @param path with its query, such as `/api/v1/analytics/live`
 */
export async function followStream(
  path: string,
  { signal, onEvent }: { signal: AbortSignal; onEvent: (event: EventSourceMessage) => void },
): Promise<void> {
  while (!signal.aborted) {
    await untilVisible(signal);
    const hidden = whenHidden(signal);
    await readStream(path, hidden.signal, onEvent).catch(() => undefined);
    hidden.dispose();
    if (!signal.aborted) await new Promise(done => setTimeout(done, pauseMs));
  }
}

async function readStream(path: string, signal: AbortSignal, onEvent: (event: EventSourceMessage) => void) {
  const token = await getAccessToken();
  const headers = { accept: "text/event-stream", ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  const response = await fetch(path, { headers, signal });
  if (!response.ok || !response.body) return;
  const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  const reader = events.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) onEvent(next.value);
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
