import sharp from "sharp";
import type { Answer, TestApi } from "./start-test-api.ts";

export const typeOf = { png: "image/png", jpeg: "image/jpeg", webp: "image/webp", gif: "image/gif" } as const;
export type Format = keyof typeof typeOf;
export const formats = Object.keys(typeOf) as Format[];

export function aPicture(width = 40, height = width) {
  return sharp({ create: { width, height, channels: 3, background: { r: 200, g: 0, b: 0 } } });
}

/** Noise that no format compresses well. */
export function aNoisyPicture(side: number) {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  return sharp({ create: { width: side, height: side, channels: 3, background: "#888", noise } });
}

export interface UploadOptions {
  token: string;
  /** The media type that the client sends. */
  type?: string;
  path?: string;
  headers?: Record<string, string>;
}

export async function uploadPicture(
  { url }: TestApi,
  body: Uint8Array<ArrayBuffer> | string,
  { token, type = typeOf.png, path = "/api/v1/media", headers = {} }: UploadOptions,
): Promise<Answer> {
  const answer = await fetch(url + path, {
    method: "POST",
    headers: { "content-type": type, ...(token && { authorization: `Bearer ${token}` }), ...headers },
    body,
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

export async function getPicture(
  { url }: TestApi,
  id: string,
  init: RequestInit = {},
): Promise<{ status: number; headers: Headers; body: Buffer }> {
  const answer = await fetch(`${url}/api/v1/media/${id}`, init);
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}
