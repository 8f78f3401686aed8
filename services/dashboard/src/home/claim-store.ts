import type { CreatedLink } from "@shunt/contracts/links";

/** Secrets of links that were shortened in this browser without an account. */
const key = "shunt-claims";
/** As many as the API takes at once. */
const maxStored = 20;

interface StoredClaim {
  secret: string;
  expires_at: string;
}

/** Keeps the secret of a link for as long as the link can be claimed. */
export function keepClaim({ claim }: Pick<CreatedLink, "claim">): void {
  if (claim) write([...readClaims(), claim].slice(-maxStored));
}

/** The secrets that have not ended. */
export function readClaims(): readonly StoredClaim[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isOpen) : [];
  } catch {
    return [];
  }
}

export function dropClaims(secrets: ReadonlySet<string>): void {
  write(readClaims().filter(({ secret }) => !secrets.has(secret)));
}

function isOpen(stored: unknown): stored is StoredClaim {
  const { secret, expires_at } = (stored ?? {}) as Partial<StoredClaim>;
  return typeof secret === "string" && typeof expires_at === "string" && Date.parse(expires_at) > Date.now();
}

function write(claims: readonly StoredClaim[]): void {
  if (claims.length > 0) localStorage.setItem(key, JSON.stringify(claims));
  else localStorage.removeItem(key);
}
