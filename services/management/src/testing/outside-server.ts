import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

export interface OutsideServer {
  /** URL with this host name, which the service under test must resolve to 127.0.0.1. */
  urlOf(hostname: string, path?: string): string;
  requestedPaths: string[];
  stop(): void;
}

/** A web server outside the service. @param tls key and certificate, to serve HTTPS */
export async function startOutsideServer(
  listener: RequestListener,
  tls?: { key: string; cert: string },
): Promise<OutsideServer> {
  const requestedPaths: string[] = [];
  const record: RequestListener = (req, res) => {
    requestedPaths.push(req.url ?? "");
    listener(req, res);
  };
  const server = tls ? createTlsServer(tls, record) : createServer(record);
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
