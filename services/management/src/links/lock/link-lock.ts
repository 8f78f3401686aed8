import type { LockKeys } from "@shunt/decision";

/** A lock before its password is hashed, which takes long. */
export interface NewLock extends LockKeys {
  password: string;
}

/** A lock as Postgres stores it: the public key in the rules of the link, the rest in `link_locks`. */
export interface LinkLock {
  publicKey: string;
  passwordHash: string;
  /** The private key, sealed under `SECRET_KEY`. */
  sealedKey: Buffer;
}
