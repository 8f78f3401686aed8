import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { AwsClient } from "aws4fetch";
import type { MediaStore } from "./media-store.ts";

export interface S3Options {
  /** URL of the bucket, without a trailing slash. */
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

interface StoreRequest {
  signal: AbortSignal;
  bytes?: Uint8Array<ArrayBuffer>;
  mediaType?: string;
}

const timeoutMs = 30_000;
/** Only when the store is overloaded or failing. */
const retries = 2;

export function createS3MediaStore({ url, ...access }: S3Options): MediaStore {
  const client = new AwsClient({ ...access, service: "s3", retries });

  /** @throws Error with the store's message, unless the status is 2xx or 404 */
  async function send(method: string, id: string, { signal, bytes, mediaType }: StoreRequest): Promise<Response> {
    const answer = await client.fetch(`${url}/${id}`, {
      method,
      signal,
      redirect: "manual",
      headers: {
        // Part of the signature, so that the store refuses corrupted bytes.
        "x-amz-content-sha256": createHash("sha256")
          .update(bytes ?? "")
          .digest("hex"),
        ...(mediaType && { "content-type": mediaType }),
      },
      ...(bytes && { body: bytes }),
    });
    if (answer.ok || answer.status === 404) return answer;
    const message = (await answer.text()).slice(0, 300);
    throw new Error(`the picture store responded ${answer.status} to ${method}: ${message}`);
  }

  return {
    async put(id, bytes, mediaType) {
      const answer = await send("PUT", id, { signal: AbortSignal.timeout(timeoutMs), bytes, mediaType });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error("the picture store has no such bucket");
    },
    async get(id) {
      // The timeout covers only the start of the response; the client's speed determines the rest.
      const waiting = new AbortController();
      const timer = setTimeout(() => waiting.abort(), timeoutMs);
      const answer = await send("GET", id, { signal: waiting.signal }).finally(() => clearTimeout(timer));
      if (answer.ok && answer.body) return Readable.fromWeb(answer.body as ReadableStream);
      await answer.body?.cancel();
      return undefined;
    },
    async delete(id) {
      const answer = await send("DELETE", id, { signal: AbortSignal.timeout(timeoutMs) });
      await answer.body?.cancel();
    },
  };
}
