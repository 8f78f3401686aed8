import { takeEarlyAnswer } from "../early/answers.ts";

/** The server gave no answer, or only a part of one. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super("the server cannot be reached", { cause });
    this.name = "UnreachableError";
  }
}

const readers = ["arrayBuffer", "blob", "json", "text"] as const;

/**
 * `fetch` that distinguishes a lost connection from a fault of the page, as both are a `TypeError`
 * (https://fetch.spec.whatwg.org/#fetch-method).
 *
 * @throws UnreachableError, also later, while the body is read
 */
export async function fetchFromServer(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const early = typeof input === "string" ? await reach(takeEarlyAnswer(input, init?.headers)) : undefined;
  const response = early ?? (await reach(fetch(input, init)));
  for (const name of readers) {
    const read = response[name].bind(response);
    Object.defineProperty(response, name, { value: () => reach(read()) });
  }
  return response;
}

function reach<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((err: unknown) => {
    throw err instanceof TypeError ? new UnreachableError(err) : err;
  });
}
