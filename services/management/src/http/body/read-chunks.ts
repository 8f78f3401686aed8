import type { IncomingMessage } from "node:http";
import type { Readable, Transform } from "node:stream";
import { Problem } from "@shunt/contracts/problem";

/** Time limit of a body: `graceMs`, plus the time that its bytes take at the minimum speed, up to `longestMs`. */
export interface Pace {
  graceMs: number;
  minBytesPerSecond: number;
  longestMs: number;
}

/** At least 128 kbit/s after the first ten seconds. */
export const usualPace: Pace = { graceMs: 10_000, minBytesPerSecond: 16_000, longestMs: 120_000 };

export interface ReadBounds {
  /** Limit in bytes, as sent and after decompression. */
  maxBytes: number;
  pace: Pace;
}

/**
 * Reads a body to its end and passes its decompressed chunks to `take`. Rejects at the first byte beyond the bounds and leaves the rest
 * unread.
 *
 * @param take may throw to stop reading
 * @throws Problem "body-too-large", "request-timeout", or "malformed-request" for a body that is incomplete or cannot be decompressed;
 * and errors of `take`
 */
export function readChunks(
  req: Readable & Pick<IncomingMessage, "complete">,
  { maxBytes, pace }: ReadBounds,
  decoder: Transform | undefined,
  take: (chunk: Buffer) => void,
): Promise<void> {
  if (req.destroyed) return Promise.reject(brokenOff());
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const startedAt = performance.now();
  let [sentBytes, bytes] = [0, 0];

  const takeBounded = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) return fail(bodyTooLarge(maxBytes));
    try {
      take(chunk);
    } catch (err) {
      fail(err);
    }
  };
  const onSent = (chunk: Buffer) => {
    sentBytes += chunk.length;
    if (sentBytes > maxBytes) fail(bodyTooLarge(maxBytes));
    else if (!decoder) takeBounded(chunk);
  };
  const onClose = () => {
    if (!req.complete) fail(brokenOff());
  };
  const onDecoderError = (cause: unknown) =>
    fail(new Problem("malformed-request", "The body cannot be decompressed with its Content-Encoding", { cause }));
  const checkTime = () => {
    const earnedMs = pace.graceMs + (sentBytes / pace.minBytesPerSecond) * 1_000;
    const msLeft = Math.min(earnedMs, pace.longestMs) - (performance.now() - startedAt);
    if (msLeft > 0) timer = setTimeout(checkTime, msLeft);
    else fail(new Problem("request-timeout", "The body arrived too slowly. Send it again over a faster connection"));
  };
  const stopClock = () => clearTimeout(timer);
  const stop = () => {
    stopClock();
    req.off("data", onSent).off("end", succeed).off("end", stopClock).off("close", onClose).off("error", onClose);
    if (!decoder) return;
    req.unpipe(decoder);
    decoder.off("data", takeBounded).off("end", succeed);
    decoder.destroy();
  };
  function succeed() {
    stop();
    resolve();
  }
  function fail(err: unknown) {
    stop();
    req.pause();
    reject(err);
  }

  let timer = setTimeout(checkTime, pace.graceMs);
  req.on("data", onSent).on("close", onClose).on("error", onClose);
  if (decoder) {
    // The time of decompression does not count against the client.
    req.on("end", stopClock);
    decoder.on("data", takeBounded).on("end", succeed).on("error", onDecoderError);
    req.pipe(decoder);
  } else {
    req.on("end", succeed);
  }
  return promise;
}

export function bodyTooLarge(maxBytes: number): Problem {
  return new Problem("body-too-large", `The body must have at most ${maxBytes} bytes, as sent and after decompression`);
}

function brokenOff(): Problem {
  return new Problem("malformed-request", "The connection was closed before the body was complete");
}
