import { keyPrefix } from "@shunt/contracts/values";

/** Identifies a link: a code is unique within its domain. */
export interface LinkAddress {
  domainId: number;
  code: string;
}

export function linkKey({ domainId, code }: LinkAddress): string {
  return `${keyPrefix}link:${domainId}:${code}`;
}

export function domainKey(host: string): string {
  return `${keyPrefix}domain:${host}`;
}

export function limitKey(name: string, hashedSubject: string): string {
  return `${keyPrefix}limit:${name}:${hashedSubject}`;
}

/** Sorted set of workspaces with live viewers, scored by expiry (milliseconds since the epoch). */
export const watchedKey = `${keyPrefix}live-clicks:watched`;

/**
 * Set of process ids, which saves a scan of all keys. Each live process also has a key with its state. The keys share a
 * hash tag, because one MGET reads them all in a cluster.
 */
export const instanceNamesKey = `{${keyPrefix}instances}:names`;

export function instanceKey(id: string): string {
  return `{${keyPrefix}instances}:${id}`;
}

/** Like `instanceKey`, but outlives a process that went silent. */
export function lastInstanceKey(id: string): string {
  return `{${keyPrefix}instances}:last:${id}`;
}

/** Set of the process ids that have a `lastInstanceKey`. */
export const lastInstanceNamesKey = `{${keyPrefix}instances}:last-names`;

/**
 * Keys of the previous release. Changes of links and domains invalidate them too, so that redirects of that release see the
 * change during an upgrade. Remove them in the next release.
 */
export const previousKeys = {
  link: ({ domainId, code }: LinkAddress) => `l:${domainId}:${code}`,
  domain: (host: string) => `h:${host}`,
};

/** SCAN patterns of all cached links and domains, of this release and the previous one. */
export const cachedPatterns = [`${keyPrefix}link:*`, `${keyPrefix}domain:*`, "l:*", "h:*"];
