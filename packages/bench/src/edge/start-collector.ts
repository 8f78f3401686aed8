import { createServer } from "node:http";
import { listen } from "@shunt/runtime";

/** Starts a trace collector that discards all spans. */
export async function startCollector() {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  const { port, stop } = await listen(server, 0);
  return { url: `http://127.0.0.1:${port}`, stop };
}
