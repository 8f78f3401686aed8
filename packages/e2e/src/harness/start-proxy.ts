import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy in front of a service that adds the client's address in `X-Forwarded-For`. */
export async function startProxy(target: string): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (req, res) => {
    const headers = { "x-forwarded-for": req.socket.remoteAddress ?? "" };
    const answer = await fetch(target + req.url, { method: req.method ?? "GET", headers, redirect: "manual" });
    const body = Buffer.from(await answer.arrayBuffer());
    for (const name of ["content-type", "x-request-id", "x-shunt-forwarding"]) {
      const value = answer.headers.get(name);
      if (value !== null) res.setHeader(name, value);
    }
    res.writeHead(answer.status).end(body);
  });
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
