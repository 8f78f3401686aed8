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
 * Ids of the processes that may be running, so that nobody has to scan all keys; one that runs has a key of its own. They share a hash
 * tag, as one command reads several in a cluster.
 */
export const instanceNamesKey = `{${keyPrefix}instances}:names`;

export function instanceKey(id: string): string {
  return `{${keyPrefix}instances}:${id}`;
}

/**
 * The keys that the version before this one reads. Whoever changes a link or a domain also makes them void, so that pods of that version
 * follow while both run. They go with the next version.
 */
export const formerKeys = {
  link: ({ domainId, code }: LinkAddress) => `l:${domainId}:${code}`,
  domain: (host: string) => `h:${host}`,
};

/** Every cached link and domain, of this version and the one before, as SCAN matches them. */
export const cachedPatterns = [`${keyPrefix}link:*`, `${keyPrefix}domain:*`, "l:*", "h:*"];
