import { keyPrefix } from "@shunt/contracts/values";

/** Which link is meant: a code is unique within its domain. */
export interface LinkAddress {
  domainId: number;
  code: string;
}

/** What is cached for a code. */
export function linkKey({ domainId, code }: LinkAddress): string {
  return `${keyPrefix}link:${domainId}:${code}`;
}

export function domainKey(host: string): string {
  return `${keyPrefix}domain:${host}`;
}

export function limitKey(name: string, hashedSubject: string): string {
  return `${keyPrefix}limit:${name}:${hashedSubject}`;
}

/** Workspaces whose clicks are being watched, scored by until when (milliseconds since the epoch). */
export const watchedKey = `${keyPrefix}live-clicks:watched`;

/**
 * Ids of the processes that may be running, which saves a scan of all keys. A running process has a key of its own. They share a hash
 * tag, because one command reads several of them in a cluster.
 */
export const instanceNamesKey = `{${keyPrefix}instances}:names`;

export function instanceKey(id: string): string {
  return `{${keyPrefix}instances}:${id}`;
}

/**
 * Keys of the previous version. A change of a link or a domain voids them too, so that pods of that version see it while both versions
 * run. To be removed with the next version.
 */
export const formerKeys = {
  link: ({ domainId, code }: LinkAddress) => `l:${domainId}:${code}`,
  domain: (host: string) => `h:${host}`,
};

/** Every cached link and domain, of this version and the one before, as SCAN matches them. */
export const cachedPatterns = [`${keyPrefix}link:*`, `${keyPrefix}domain:*`, "l:*", "h:*"];
