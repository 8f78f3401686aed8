import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below the ephemeral ports, because an outgoing connection could take one before the server listens. */
const range = { from: 20_000, to: 32_767 };
const maxAttempts = 100;
/** Ports returned earlier, on which a server may not listen yet. */
const reserved = new Set<number>();

/** Returns a free port, chosen at random so that concurrent processes get different ones. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const port = randomInt(range.from, range.to);
    if (reserved.has(port) || !(await isFree(port))) continue;
    reserved.add(port);
    return port;
  }
  throw new Error(`no free port found in ${maxAttempts} attempts`);
}

/** Whether no program listens on the port, on any interface. */
export async function isFree(port: number): Promise<boolean> {
  return (await holdPort(port, async () => true)) ?? false;
}

/** Runs a function while no other program can listen on the port. Returns undefined if one does, on any interface. */
export async function holdPort<T>(port: number, run: () => Promise<T>): Promise<T | undefined> {
  const server = createServer();
  const isHeld = await new Promise<boolean>(resolve => {
    server.once("error", () => resolve(false));
    server.listen(port, () => resolve(true));
  });
  if (!isHeld) return undefined;
  try {
    return await run();
  } finally {
    await new Promise(resolve => server.close(resolve));
  }
}
