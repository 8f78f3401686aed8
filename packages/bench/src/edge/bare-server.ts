import { createServer } from "node:http";
import { listen, loadConfig, Port } from "@shunt/runtime";

/** The limit: Node's HTTP server, which answers every request with the same 302. */
const { PORT } = loadConfig({ PORT: Port });
const headers = { Location: "https://example.com/some/path/of/sixty/characters/in/all?ab=cd", "Content-Length": "0" };
const server = createServer((_request, response) => {
  response.writeHead(302, headers);
  response.end();
});
await listen(server, PORT);
