import type { Server } from "node:http";
import { type AddressInfo, Server as NetServer } from "node:net";

export interface Listening {
  port: number;
  /**
   * Refuses new connections and lets those that are open finish. Every answer from now on tells its client to connect
   * anew, so that a client in the middle of its work goes elsewhere without losing a request.
   */
  stop(): Promise<void>;
}

/** A client that has nothing to ask for so long is not in the middle of its work. */
const idleGraceMs = 1_000;
/** A request that has not arrived by then never will. */
const requestGraceMs = 4_000;

/**
 * Listens on one address, or on all of them, IPv4 and IPv6, without one; port 0 takes a free one.
 *
 * @throws Error when the port is taken.
 */
export async function listen(server: Server, port: number, host?: string): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server) };
}

async function stop(server: Server): Promise<void> {
  server.prependListener("request", (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const closeIdle = setTimeout(() => server.closeIdleConnections(), idleGraceMs);
  const closeAll = setTimeout(() => server.closeAllConnections(), requestGraceMs);
  try {
    // That of the HTTP server would end idle connections at once, and with them a request that is on its way.
    await new Promise<void>((resolve, reject) =>
      NetServer.prototype.close.call(server, err => (err ? reject(err) : resolve())),
    );
  } finally {
    clearTimeout(closeIdle);
    clearTimeout(closeAll);
  }
}
