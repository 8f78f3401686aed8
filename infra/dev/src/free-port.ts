import { randomInt } from "node:crypto";
import { claimPort } from "./claim-port.ts";

/** Below the ephemeral ports, because an outgoing connection could take one before the server listens. */
const range = { from: 20_000, to: 32_767 };
const maxAttempts = 100;

/** Returns a free port and reserves it until the end of this process, so that a server can restart on it. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const port = randomInt(range.from, range.to);
    if (await claimPort(port)) return port;
  }
  throw new Error(`no free port found in ${maxAttempts} attempts`);
}
