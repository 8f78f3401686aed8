import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface Digest {
  bytes: number;
  sha256: string;
}

/** Passes bytes through. Once they have ended, `digest` returns their number and SHA-256. */
export function createDigester(onBytes: (bytes: number) => void = () => {}) {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      onBytes(bytes);
      done(null, chunk);
    },
  });
  return { stream, digest: (): Digest => ({ bytes, sha256: hash.digest("hex") }) };
}

export async function digestFile(path: string): Promise<Digest> {
  const { stream, digest } = createDigester();
  await pipeline(createReadStream(path), stream.resume());
  return digest();
}
