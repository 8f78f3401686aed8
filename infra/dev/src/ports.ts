import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below those that systems give to outgoing connections, of which one could take the port before it is listened on. */
const range = { from: 20_000, to: 32_767 };
const maxDraws = 100;
/** Those that were given to somebody here, who may not listen yet. */
const given = new Set<number>();

/** A port that nobody listens on just now, drawn at random so that those who ask at once get different ones. */
export async function freePort(): Promise<number> {
  for (let draw = 0; draw < maxDraws; draw++) {
    const port = randomInt(range.from, range.to);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`no free port in ${maxDraws} draws`);
}

/** The port if it is free on every interface, else a free one. */
export async function preferPort(port: number): Promise<number> {
  return (await isFree(port)) ? port : freePort();
}

export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise(resolve => {
    server.once("error", () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
