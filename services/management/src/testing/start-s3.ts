import { createRequire } from "node:module";
import { makeScratchDirectory } from "@shunt/testing";

// The package has no types.
const S3rver = createRequire(import.meta.url)("@20minutes/s3rver") as new (
  options: object,
) => {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
};

export interface TestS3 {
  url: string;
  accessKeyId: string;
  secretAccessKey: string;
  stop(): Promise<void>;
}

/** Checks signatures. The bucket is a directory of its own. */
export async function startS3(): Promise<TestS3> {
  const scratch = await makeScratchDirectory();
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory: scratch.path,
    configureBuckets: [{ name: "pictures" }],
  });
  const { port } = await server.run();
  return {
    url: `http://127.0.0.1:${port}/pictures`,
    accessKeyId: "S3RVER",
    secretAccessKey: "S3RVER",
    async stop() {
      await server.close();
      await scratch.remove();
    },
  };
}
