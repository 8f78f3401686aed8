import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request that came. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface TestReceiver {
  url: string;
  /** All that came, in the order in which it came. */
  received: Received[];
  stop(): Promise<void>;
}

/** A server on the loopback that keeps what it is sent. @param answer by default 204 */
export async function startReceiver(
  answer: (res: ServerResponse, request: Received) => void = res => void res.writeHead(204).end(),
): Promise<TestReceiver> {
  const received: Received[] = [];
  const server = createServer((req, res) => {
    void text(req).then(body => {
      const request = { path: req.url ?? "", headers: req.headers, body };
      received.push(request);
      answer(res, request);
    });
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    async stop() {
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
