import type { LookupAddress } from "node:dns";
import { lookup as lookUpAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Agent, fetch } from "undici";

export interface GuardedFetchOptions {
  /** Whether this server may connect to an address. Called for each resolved address. */
  isAllowedAddress: (address: string) => boolean;
  /** Resolves a name to all its addresses; default: the system's resolver. */
  resolve?: (hostname: string) => Promise<LookupAddress[]>;
}

export interface GuardedRequest {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  /** Limit for everything: connecting, redirects and the body. */
  timeoutMs: number;
  /** Reading stops after this many bytes of the body. */
  maxBytes: number;
  /** Whether status and headers suffice: a body that fails or is late is cut, and does not fail the request. Default false. */
  isBodyOptional?: boolean;
  /** Limit of redirects to follow, each checked like the first URL. Default 0 returns the redirect itself. */
  maxRedirects?: number;
}

export interface GuardedAnswer {
  /** The URL of the response, after redirects. */
  url: string;
  status: number;
  headers: { get(name: string): string | null };
  body: Buffer;
  /** Whether the body was longer than `maxBytes`, or could not be read to its end. */
  isCut: boolean;
}

export interface GuardedFetch {
  /** @throws RefusedTargetError, or Error when the server does not answer in time */
  (url: string, request: GuardedRequest): Promise<GuardedAnswer>;
  /** Ends all requests and closes all connections. Later requests throw. */
  stop(): Promise<void>;
}

/** The URL leads to an address or scheme that this server must not request. */
export class RefusedTargetError extends Error {
  override readonly name = "RefusedTargetError";
}

const connectTimeoutMs = 5_000;
/**
 * Minimum duration of a failure. Shorter ones would reveal whether a name exists, resolves to an internal address or has a closed port.
 */
const failsAfterMs = 300;

/**
 * Creates a fetch for URLs that users choose, protected against server-side request forgery. It checks each address while connecting,
 * so DNS rebinding and redirects cannot bypass the check
 * (https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html).
 */
export function createGuardedFetch({ isAllowedAddress, resolve }: GuardedFetchOptions): GuardedFetch {
  let client: Promise<Client> | undefined;
  const stopping = new AbortController();

  /** Loads undici at the first request, so that services start faster. */
  async function openClient(): Promise<Client> {
    const { Agent, fetch } = await import("undici");
    const lookup = toGuardedLookup(isAllowedAddress, resolve ?? resolveBySystem);
    const connect = { lookup, timeout: connectTimeoutMs };
    return { fetch, agent: new Agent({ connect, connectTimeout: connectTimeoutMs }) };
  }

  async function guardedFetch(url: string, request: GuardedRequest): Promise<GuardedAnswer> {
    stopping.signal.throwIfAborted();
    client ??= openClient();
    const { fetch, agent } = await client;
    const signal = AbortSignal.any([AbortSignal.timeout(request.timeoutMs), stopping.signal]);
    let target = new URL(url);
    for (let redirects = request.maxRedirects ?? 0; ; redirects--) {
      assertAllowedTarget(target, isAllowedAddress);
      const { method = "GET", headers = {}, body = null } = request;
      const startedAt = performance.now();
      const answer = await fetch(target, {
        method,
        headers,
        body,
        signal,
        dispatcher: agent,
        redirect: "manual",
      }).catch(async (err: unknown) => {
        await sleep(Math.max(0, startedAt + failsAfterMs - performance.now()));
        throw toCause(err);
      });
      const next = redirects > 0 && toRedirectTarget(answer.status, answer.headers.get("location"), target);
      if (!next) {
        const read = await readBody(answer.body, request);
        return { url: target.href, status: answer.status, headers: answer.headers, ...read };
      }
      await answer.body?.cancel();
      target = next;
    }
  }

  return Object.assign(guardedFetch, {
    async stop() {
      stopping.abort();
      await (await client)?.agent.destroy();
    },
  });
}

interface Client {
  fetch: typeof fetch;
  agent: Agent;
}

/** Node connects to the address that this returns, so it cannot change between check and use. */
function toGuardedLookup(
  isAllowedAddress: (address: string) => boolean,
  resolve: NonNullable<GuardedFetchOptions["resolve"]>,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      addresses => {
        // A mix of allowed and refused addresses is an attack or a mistake.
        const refused = addresses.find(({ address }) => !isAllowedAddress(address));
        const [first] = addresses;
        if (refused || !first)
          return callback(new RefusedTargetError(`${hostname} is not on the public internet`), "", 0);
        if (options.all) callback(null, addresses);
        else callback(null, first.address, first.family);
      },
      (err: NodeJS.ErrnoException) => callback(err, "", 0),
    );
  };
}

function resolveBySystem(hostname: string): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) => {
    lookUpAddress(hostname, { all: true }, (err, addresses) => (err ? reject(err) : resolve(addresses)));
  });
}

/** Checks what the look-up never sees: other schemes, credentials, and addresses in place of a name. */
function assertAllowedTarget(target: URL, isAllowedAddress: (address: string) => boolean): void {
  if (target.protocol !== "http:" && target.protocol !== "https:")
    throw new RefusedTargetError(`the scheme ${target.protocol} is not allowed; use http: or https:`);
  if (target.username || target.password)
    throw new RefusedTargetError("URLs with a user name or password are not allowed");
  const host = target.hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(host) !== 0 && !isAllowedAddress(host))
    throw new RefusedTargetError(`${host} is not on the public internet`);
}

const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/** Returns the target of a redirect, or undefined for other responses. */
export function toRedirectTarget(status: number, location: string | null, base: string | URL): URL | undefined {
  if (!redirectStatuses.includes(status) || location === null) return undefined;
  return URL.parse(location, base) ?? undefined;
}

async function readBody(
  body: AsyncIterable<Uint8Array> | null,
  { maxBytes, isBodyOptional = false }: GuardedRequest,
): Promise<Pick<GuardedAnswer, "body" | "isCut">> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let hasFailed = false;
  try {
    // Leaving the loop early cancels the rest of the body.
    for await (const chunk of body ?? []) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes > maxBytes) break;
    }
  } catch (err) {
    if (!isBodyOptional) throw err;
    hasFailed = true;
  }
  return { body: Buffer.concat(chunks).subarray(0, maxBytes), isCut: hasFailed || bytes > maxBytes };
}

/** Returns the error that `fetch` wraps in "fetch failed". */
function toCause(err: unknown): unknown {
  return err instanceof TypeError && err.cause instanceof Error ? err.cause : err;
}
