import type { LookupAddress } from "node:dns";
import { lookup as lookUpAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Agent, fetch } from "undici";

export interface GuardedFetchOptions {
  /** Whether this server may connect to an address: asked of each one, once the name has been resolved. */
  isAllowedAddress: (address: string) => boolean;
  /** All addresses of a name; by default as the system resolves it. */
  resolve?: (hostname: string) => Promise<LookupAddress[]>;
}

export interface GuardedRequest {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  /** For all of it: connecting, redirects, the body. */
  timeoutMs: number;
  /** Of the body no more is read. */
  maxBytes: number;
  /** How many redirects are followed, each through the same guard; default 0: the redirect is the answer. */
  maxRedirects?: number;
}

export interface GuardedAnswer {
  /** Where the answer came from, after redirects. */
  url: string;
  status: number;
  headers: { get(name: string): string | null };
  body: Buffer;
  /** Whether the body went on beyond `maxBytes`. */
  isCut: boolean;
}

export interface GuardedFetch {
  /** @throws RefusedTargetError, or Error when nobody answers in time */
  (url: string, request: GuardedRequest): Promise<GuardedAnswer>;
  /** Closes all connections. */
  stop(): Promise<void>;
}

/** The request would have gone where this server must not go. */
export class RefusedTargetError extends Error {
  override readonly name = "RefusedTargetError";
}

const connectTimeoutMs = 5_000;
/** What fails sooner waits this long: the time would say whether a name exists, leads inside, or has a port that is closed. */
const failsAfterMs = 300;

/**
 * Makes the way in which this server asks other people's servers for something. An attacker names the URL, so what decides is the
 * address at the moment of connecting: a name that led elsewhere when it was looked at (DNS rebinding), or one that a redirect
 * leads to, is judged like the first (https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html).
 */
export function createGuardedFetch({ isAllowedAddress, resolve }: GuardedFetchOptions): GuardedFetch {
  let client: Promise<Client> | undefined;

  /** Loads undici for the first request: a service starts sooner without it. */
  async function openClient(): Promise<Client> {
    const { Agent, fetch } = await import("undici");
    const lookup = toGuardedLookup(isAllowedAddress, resolve ?? resolveBySystem);
    const connect = { lookup, timeout: connectTimeoutMs };
    return { fetch, agent: new Agent({ connect, connectTimeout: connectTimeoutMs }) };
  }

  async function guardedFetch(url: string, request: GuardedRequest): Promise<GuardedAnswer> {
    client ??= openClient();
    const { fetch, agent } = await client;
    const signal = AbortSignal.timeout(request.timeoutMs);
    let target = new URL(url);
    for (let redirects = request.maxRedirects ?? 0; ; redirects--) {
      refuse(target, isAllowedAddress);
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
        const read = await readBody(answer.body, request.maxBytes);
        return { url: target.href, status: answer.status, headers: answer.headers, ...read };
      }
      await answer.body?.cancel();
      target = next;
    }
  }

  return Object.assign(guardedFetch, { stop: async () => (await client)?.agent.destroy() });
}

interface Client {
  fetch: typeof fetch;
  agent: Agent;
}

/** Node connects to what this calls back with, so nothing lies between the check and the use. */
function toGuardedLookup(
  isAllowedAddress: (address: string) => boolean,
  resolve: NonNullable<GuardedFetchOptions["resolve"]>,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      addresses => {
        // One that is refused among others that are not is an attack or a mistake.
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

/** What no look-up will see: other schemes, credentials, and addresses in place of a name. */
function refuse(target: URL, isAllowedAddress: (address: string) => boolean): void {
  if (target.protocol !== "http:" && target.protocol !== "https:")
    throw new RefusedTargetError(`${target.protocol} is not fetched`);
  if (target.username || target.password) throw new RefusedTargetError("URLs with a user name are not fetched");
  const host = target.hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(host) !== 0 && !isAllowedAddress(host))
    throw new RefusedTargetError(`${host} is not on the public internet`);
}

const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/** Where an answer sends on to; undefined unless it is a redirect. */
export function toRedirectTarget(status: number, location: string | null, base: string | URL): URL | undefined {
  if (!redirectStatuses.includes(status) || location === null) return undefined;
  return URL.parse(location, base) ?? undefined;
}

async function readBody(body: AsyncIterable<Uint8Array> | null, maxBytes: number) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop early cancels the rest.
  if (body) {
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes > maxBytes) break;
    }
  }
  return { body: Buffer.concat(chunks).subarray(0, maxBytes), isCut: bytes > maxBytes };
}

/** What `fetch` wraps into "fetch failed". */
function toCause(err: unknown): unknown {
  return err instanceof TypeError && err.cause instanceof Error ? err.cause : err;
}
