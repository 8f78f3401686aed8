import { createSocket, type Socket } from "node:dgram";
import { createServer } from "node:net";

/** Sockets whose UDP port stands for the claim of the TCP port with the same number. */
const claims = new Map<number, Socket>();

/**
 * Reserves a free TCP port until `releasePort` or the end of this process, so that several programs that start servers at
 * the same time choose different ports, and none takes the port of a server that restarts. The system keeps the claims as UDP
 * ports, and ends them when this process ends, however it ends; a file in a directory of all users could be forged. Returns false if the port is in use or claimed.
 */
export async function claimPort(port: number): Promise<boolean> {
  if (claims.has(port)) return false;
  const socket = await bindUdp(port);
  if (!socket) return false;
  claims.set(port, socket);
  if (await isFree(port)) return true;
  releasePort(port);
  return false;
}

export function releasePort(port: number): void {
  claims.get(port)?.close();
  claims.delete(port);
}

/** Binds the UDP port, without keeping this process alive. Returns undefined if a socket has it. */
async function bindUdp(port: number): Promise<Socket | undefined> {
  const socket = createSocket("udp4");
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.bind({ port, address: "127.0.0.1", exclusive: true }, resolve);
    });
    return socket.unref();
  } catch (err) {
    socket.close();
    if (["EADDRINUSE", "EACCES"].includes(String((err as NodeJS.ErrnoException).code))) return undefined;
    throw err;
  }
}

/** Whether no program listens on the port, on any interface. */
async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise(resolve => {
    server.once("error", () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
