import { defaultHost } from "@shunt/contracts/domains";
import type { Db } from "@shunt/db";
import { type CacheChange, type ChangeTransaction, nextVersion } from "../changes/index.ts";
import { raiseDomainVersions } from "./raise-domain-versions.ts";

/**
 * Collects the changes to domains in one transaction. Functions that write domains take this instead of a database
 * handle and report each change here. Versions and cache updates derive from it.
 */
export class DomainChanges {
  readonly db: Db;
  readonly audit: ChangeTransaction["audit"];
  readonly #changed = new Set<number>();
  readonly #removed: { id: number; host: string }[] = [];

  constructor(tx: ChangeTransaction) {
    this.db = tx.db;
    this.audit = entry => tx.audit(entry);
    tx.onFinish(() => this.#finish());
  }

  touch(ids: readonly number[]): void {
    for (const id of ids) this.#changed.add(id);
  }

  remove(domain: { id: number; host: string }): void {
    this.#removed.push(domain);
  }

  async #finish(): Promise<CacheChange[]> {
    // First, so that a host that goes to another domain in the same transaction gets the higher version.
    const version = this.#removed.length > 0 ? await nextVersion(this.db) : 0;
    const removed = this.#removed.map(domain => ({ ...domain, version }));
    const changed = await raiseDomainVersions(this.db, [...this.#changed]);
    return [...removed, ...changed].map(({ id, host, version }) => ({
      domainId: id,
      code: "",
      version,
      host: host ?? defaultHost,
    }));
  }
}
