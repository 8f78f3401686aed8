import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { AwsClient } from "aws4fetch";
import type { MediaStore } from "./media-store.ts";

export interface S3Options {
  /** Of the bucket, without a slash at its end. */
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

interface Question {
  signal: AbortSignal;
  bytes?: Uint8Array<ArrayBuffer>;
  mediaType?: string;
}

const timeoutMs = 30_000;
/** Beyond the first; only where the store is overloaded or out of order. */
const retries = 2;

/** A bucket of a store that speaks S3, on whoever's machines. */
export function createS3MediaStore({ url, ...access }: S3Options): MediaStore {
  const client = new AwsClient({ ...access, service: "s3", retries });

  /** @throws Error with what the store says, unless it is that all is well, or that nothing is there */
  async function ask(method: string, id: string, { signal, bytes, mediaType }: Question): Promise<Response> {
    const answer = await client.fetch(`${url}/${id}`, {
      method,
      signal,
      redirect: "manual",
      headers: {
        // Signed with the rest, so that bytes that arrive changed are refused.
        "x-amz-content-sha256": createHash("sha256")
          .update(bytes ?? "")
          .digest("hex"),
        ...(mediaType && { "content-type": mediaType }),
      },
      ...(bytes && { body: bytes }),
    });
    if (answer.ok || answer.status === 404) return answer;
    const said = (await answer.text()).slice(0, 300);
    throw new Error(`the picture store answered ${answer.status} to ${method}: ${said}`);
  }

  return {
    async put(id, bytes, mediaType) {
      const answer = await ask("PUT", id, { signal: AbortSignal.timeout(timeoutMs), bytes, mediaType });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error("the picture store has no such bucket");
    },
    async get(id) {
      // Only the answer's beginning is waited for so long: how long the rest takes depends on who reads it.
      const waiting = new AbortController();
      const timer = setTimeout(() => waiting.abort(), timeoutMs);
      const answer = await ask("GET", id, { signal: waiting.signal }).finally(() => clearTimeout(timer));
      if (answer.ok && answer.body) return Readable.fromWeb(answer.body as ReadableStream);
      await answer.body?.cancel();
      return undefined;
    },
    async delete(id) {
      const answer = await ask("DELETE", id, { signal: AbortSignal.timeout(timeoutMs) });
      await answer.body?.cancel();
    },
  };
}
