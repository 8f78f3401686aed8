import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface TestReceiver {
  url: string;
  received: Received[];
  stop(): Promise<void>;
}

/** Starts a local server that stores the requests it receives. @param answer default: 204 */
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
