import type { Server } from "node:http";
import { type AddressInfo, Server as NetServer } from "node:net";
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";

export interface Listening {
  port: number;
  /**
   * Accepts the connections that wait, then no further ones, and lets open ones finish. Each response from then on closes
   * its connection, so that active clients reconnect to another process without losing a request.
   */
  stop(): Promise<void>;
}

/** Time for handshakes that a busy system has begun, and that count for their clients as connections (ms). */
const handshakeMs = 50;
/** Connections that may wait to be accepted: the default of Node.js. https://nodejs.org/api/net.html#serverlisten */
const backlog = 511;
/** Connections that are idle after this time are closed. */
const idleGraceMs = 1_000;
/** Connections with an incomplete request or response are closed after this time. */
const requestGraceMs = 4_000;

/** Listens on `host`, or on all IPv4 and IPv6 addresses without it. Port 0 chooses a free one. @throws Error when the port is taken */
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
  // From here on, so that waiting for connections does not make the stop longer.
  const closeIdle = setTimeout(() => void closeIdleConnections(server), idleGraceMs);
  const closeAll = setTimeout(() => server.closeAllConnections(), requestGraceMs);
  try {
    await acceptWaiting(server);
    server.prependListener("request", (_request, response) => {
      response.shouldKeepAlive = false;
    });
    // The HTTP server's own `close` ends idle connections at once, and would lose a request that is already on its way.
    await new Promise<void>((resolve, reject) =>
      NetServer.prototype.close.call(server, err => (err ? reject(err) : resolve())),
    );
  } finally {
    clearTimeout(closeIdle);
    clearTimeout(closeAll);
  }
}

/** Reads first what has arrived on them: a busy process may come to it late. */
async function closeIdleConnections(server: Server): Promise<void> {
  await turn();
  await turn();
  server.closeIdleConnections();
}

/**
 * Accepts the connections that the system has established already: closing the socket would reset them, with the requests
 * that their clients have sent. One is accepted in each turn of the event loop, so the socket is to be closed right after a
 * turn without one. A request in that turn would leave time for another connection. While connections never cease to arrive, it ends
 * once all that waited at its beginning are accepted.
 */
async function acceptWaiting(server: Server): Promise<void> {
  await sleep(handshakeMs);
  let quietTurns = 0;
  const onArrival = () => {
    quietTurns = -1;
  };
  server.on("connection", onArrival).on("request", onArrival);
  // The first turn may have begun before this call.
  for (let turns = 0; turns <= backlog && quietTurns < 2; turns++) {
    await turn();
    quietTurns++;
  }
  server.off("connection", onArrival).off("request", onArrival);
}
