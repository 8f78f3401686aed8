/** The API runs two of an account's questions about clicks and lets eight wait; a page with several tabs must stay below. */
const atOnce = 4;
const waiting: (() => void)[] = [];
let running = 0;

/** Runs a request when fewer than four others are on their way; not at all if `signal` aborts before. */
export async function inTurn<T>(signal: AbortSignal, request: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>(resolve => waiting.push(resolve));
  else running++;
  try {
    signal.throwIfAborted();
    return await request();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
