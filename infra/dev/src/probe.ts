import { connect } from "node:net";

const timeoutMs = 1_000;

/** Sends bytes to a local port and returns the first bytes of the reply; undefined without a reply within a second. */
export async function exchange(port: number, bytes: Buffer | string): Promise<Buffer | undefined> {
  const socket = connect({ port, host: "127.0.0.1", timeout: timeoutMs });
  try {
    return await new Promise<Buffer | undefined>(resolve => {
      socket.once("connect", () => socket.write(bytes));
      socket.once("data", resolve);
      for (const event of ["error", "timeout", "close"]) socket.once(event, () => resolve(undefined));
    });
  } finally {
    socket.destroy();
  }
}
