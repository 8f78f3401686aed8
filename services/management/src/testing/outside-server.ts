import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

export interface OutsideServer {
  /** An address of it by a name, which the service under test must resolve to 127.0.0.1. */
  urlOf(hostname: string, path?: string): string;
  /** Paths, in the order in which they were asked for. */
  requestedPaths: string[];
  stop(): void;
}

/** Somebody else's web server. @param tls by which it is reached, instead of in the clear */
export async function startOutsideServer(
  listener: RequestListener,
  tls?: { key: string; cert: string },
): Promise<OutsideServer> {
  const requestedPaths: string[] = [];
  const note: RequestListener = (req, res) => {
    requestedPaths.push(req.url ?? "");
    listener(req, res);
  };
  const server = tls ? createTlsServer(tls, note) : createServer(note);
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (hostname, path = "/") => `${tls ? "https" : "http"}://${hostname}:${port}${path}`,
    requestedPaths,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
