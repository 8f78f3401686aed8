import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Listens on all addresses; port 0 takes a free one. `stop` refuses new connections, lets requests in flight finish and
 * closes idle connections.
 *
 * @throws Error when the port is taken.
 */
export async function listen(server: Server, port: number): Promise<{ port: number; stop(): Promise<void> }> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise<void>((resolve, reject) => {
        server.close(err => (err ? reject(err) : resolve()));
        server.closeIdleConnections();
      }),
  };
}
