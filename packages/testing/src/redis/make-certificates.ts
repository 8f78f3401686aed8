import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generate } from "selfsigned";

/** Paths of PEM files. */
export interface TestCertificates {
  ca: string;
  /** Certificate of a server at `localhost` and 127.0.0.1. */
  cert: string;
  key: string;
}

/** Writes the certificate of a private authority, and a server certificate signed by it. */
export async function makeCertificates(dir: string): Promise<TestCertificates> {
  const kind = { keyType: "ec", algorithm: "sha256" } as const;
  const ca = await generate([{ name: "commonName", value: "Shunt's tests" }], {
    ...kind,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: "commonName", value: "localhost" }], {
    ...kind,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  const write = async (name: string, text: string) => {
    const file = join(dir, name);
    await writeFile(file, text, { mode: 0o600 });
    return file;
  };
  return {
    ca: await write("ca.crt", ca.cert),
    cert: await write("server.crt", server.cert),
    key: await write("server.key", server.private),
  };
}
