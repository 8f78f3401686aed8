import type { Transform } from "node:stream";
import { Problem } from "@shunt/contracts/problem";
import type { Request } from "express";

/** How long a client may take: `graceMs`, and more for what has come at the least speed, up to `longestMs`. */
export interface Pace {
  graceMs: number;
  minBytesPerSecond: number;
  longestMs: number;
}

/** 128 kbit/s after the first ten seconds. */
export const usualPace: Pace = { graceMs: 10_000, minBytesPerSecond: 16_000, longestMs: 120_000 };

export interface ReadBounds {
  /** Both as sent and after decompression. */
  maxBytes: number;
  pace: Pace;
}

/**
 * Reads a body to its end and hands out its chunks, decompressed. What goes beyond the bounds is refused at that moment, and the
 * rest stays unread.
 *
 * @param take may throw to end the reading
 * @throws Problem "body-too-large", "request-timeout", "malformed-request" for a body that breaks off or cannot be decompressed, and
 * what `take` throws
 */
export function readChunks(
  req: Request,
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
    fail(new Problem("malformed-request", "The body cannot be decompressed as its Content-Encoding says", { cause }));
  const checkTime = () => {
    const earnedMs = pace.graceMs + (sentBytes / pace.minBytesPerSecond) * 1_000;
    const msLeft = Math.min(earnedMs, pace.longestMs) - (performance.now() - startedAt);
    if (msLeft > 0) timer = setTimeout(checkTime, msLeft);
    else fail(new Problem("request-timeout", "The body came too slowly. Send it again over a faster connection"));
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
    // From here on it is our time.
    req.on("end", stopClock);
    decoder.on("data", takeBounded).on("end", succeed).on("error", onDecoderError);
    req.pipe(decoder);
  } else {
    req.on("end", succeed);
  }
  return promise;
}

export function bodyTooLarge(maxBytes: number): Problem {
  return new Problem(
    "body-too-large",
    `The body must not have more than ${maxBytes} bytes, before and after decompression`,
  );
}

function brokenOff(): Problem {
  return new Problem("malformed-request", "The connection was closed before the body was complete");
}
