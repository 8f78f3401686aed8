import type { LinkAddress } from "@shunt/cache";
import { toCachedLink } from "@shunt/contracts/cached";
import { isLocked, type LinkSettings } from "@shunt/contracts/links";
import type { Db } from "@shunt/db";
import { type CacheChange, type ChangeTransaction, nextVersion } from "../../changes/index.ts";
import { type InsertedLink, insertLinks, type NewLink } from "../create/insert-links.ts";
import type { LinksDeps } from "../deps.ts";
import type { LinkRecord } from "../link-record.ts";
import { getLinkRows } from "../link-store.ts";
import type { LinkLock } from "../lock/link-lock.ts";
import { deleteLock, upsertLocks } from "../lock/lock-store.ts";
import { toSearchText } from "../search/search-text.ts";
import { writeSearchTexts } from "../search/search-text-store.ts";
import { emitLinkEvents } from "./emit-link-events.ts";
import { type FreedCode, insertFreedCodes } from "./keep-codes.ts";
import { deleteLinkRows, type LinkOwner, moveLinkRows, raiseVersions, writeLinkSettings } from "./link-writes.ts";

/**
 * Collects the changes to links in one transaction. Functions that write links, codes or tags take this instead of a
 * database handle and report each change here. Versions, search texts, events and cache updates derive from it.
 */
export class LinkChanges {
  readonly db: Db;
  readonly audit: ChangeTransaction["audit"];
  /** Created or changed links in their final state, by id. Empty until `changeLinks` has finished. */
  readonly records = new Map<string, LinkRecord>();
  readonly #deps: Pick<LinksDeps, "config">;
  readonly #created = new Map<string, InsertedLink>();
  readonly #updated = new Set<string>();
  readonly #withNewSettings = new Set<string>();
  readonly #deleted: LinkRecord[] = [];
  /** As they were before, by id. */
  readonly #moved = new Map<string, LinkRecord>();
  readonly #freed: LinkAddress[] = [];

  constructor(tx: ChangeTransaction, deps: Pick<LinksDeps, "config">) {
    this.db = tx.db;
    this.audit = entry => tx.audit(entry);
    this.#deps = deps;
    tx.onFinish(() => this.#finish());
  }

  /** Returns the links whose codes were free. @throws the Problems of `insertLinks` */
  async create(links: readonly NewLink[]): Promise<LinkRecord[]> {
    const created = this.#add(await insertLinks(this.db, links));
    await upsertLocks(this.db, toLocks(links, created));
    const withOtherCodes = new Set(links.flatMap(({ id, otherCodes }) => (otherCodes.length > 0 ? id : [])));
    // Their records do not have these codes yet.
    this.touch(created.flatMap(({ id }) => (withOtherCodes.has(id) ? id : [])));
    return created;
  }

  /** Like `create`, but leaves out links of workspaces with a webhook for `link.created`. Needs a single statement. */
  async createWithoutWebhooks(links: readonly NewLink[]): Promise<LinkRecord[]> {
    return this.#add(await insertLinks(this.db, links, { skipsWebhooks: true }));
  }

  #add(inserted: readonly InsertedLink[]): LinkRecord[] {
    for (const each of inserted) this.#created.set(each.link.id, each);
    return inserted.map(({ link }) => link);
  }

  /** @param hasNewTarget whether the link may lead to a URL that it did not lead to before */
  async updateSettings(id: string, settings: LinkSettings, hasNewTarget: boolean): Promise<void> {
    await writeLinkSettings(this.db, id, settings, hasNewTarget);
    this.touch([id]);
    this.#withNewSettings.add(id);
  }

  /** The rules of the link have the public key, or none without a lock. */
  async setLock(id: string, lock: LinkLock | undefined): Promise<void> {
    if (lock) await upsertLocks(this.db, new Map([[id, lock]]));
    else await deleteLock(this.db, id);
    this.touch([id]);
  }

  /** Gives links without an owner to an account. */
  async claim(ids: readonly string[], owner: LinkOwner): Promise<void> {
    await this.#giveTo(owner, ids);
  }

  /** Moves links to another workspace. For the webhooks of their own they are deleted, for those of the other created. */
  async move(links: readonly LinkRecord[], owner: LinkOwner): Promise<void> {
    await this.#giveTo(
      owner,
      links.map(({ id }) => id),
    );
    for (const link of links) this.#moved.set(link.id, link);
  }

  async #giveTo(owner: LinkOwner, ids: readonly string[]): Promise<void> {
    await moveLinkRows(this.db, ids, owner);
    this.touch(ids);
    // Search texts have the owner too.
    for (const id of ids) this.#withNewSettings.add(id);
  }

  touch(ids: readonly string[]): void {
    for (const id of ids) this.#updated.add(id);
  }

  /** Reports codes that no longer belong to a link. */
  free(addresses: readonly LinkAddress[]): void {
    this.#freed.push(...addresses);
  }

  /** Call it for codes that links lose. */
  async keepCodes(codes: readonly FreedCode[]): Promise<void> {
    await insertFreedCodes(this.db, codes, this.#deps.config.links.quarantineDays);
  }

  /** @param hasEvents false if the webhooks are deleted as well */
  async delete(links: readonly LinkRecord[], { hasEvents = true } = {}): Promise<void> {
    await deleteLinkRows(
      this.db,
      links.map(({ id }) => id),
    );
    if (hasEvents) this.#deleted.push(...links);
    this.free(links.flatMap(toAddresses));
    await this.keepCodes(
      links.flatMap(link => toAddresses(link).map(address => ({ ...address, workspaceId: link.workspaceId }))),
    );
  }

  async #finish(): Promise<CacheChange[]> {
    // Before the versions of links: a link that takes over a freed code must have the newer one.
    const version = this.#freed.length > 0 ? await nextVersion(this.db) : 0;
    const updated = [...this.#updated].filter(id => !this.#created.has(id));
    await raiseVersions(
      this.db,
      updated.filter(id => !this.#withNewSettings.has(id)),
    );
    for (const { link } of this.#created.values()) this.records.set(link.id, link);
    for (const link of await getLinkRows(this.db, [...this.#updated])) this.records.set(link.id, link);
    const recordsOf = (ids: Iterable<string>) => [...ids].flatMap(id => this.records.get(id) ?? []);
    await writeSearchTexts(
      this.db,
      recordsOf(this.#withNewSettings).map(link => ({ id: link.id, searchText: toSearchText(link) })),
    );
    const withWebhook = [...this.#created.values()].flatMap(({ link, hasWebhook }) => (hasWebhook ? link.id : []));
    const stayed = updated.filter(id => !this.#moved.has(id));
    await emitLinkEvents(this.db, this.#deps, "link.created", recordsOf([...withWebhook, ...this.#moved.keys()]));
    await emitLinkEvents(this.db, this.#deps, "link.updated", recordsOf(stayed));
    await emitLinkEvents(this.db, this.#deps, "link.deleted", [...this.#deleted, ...this.#moved.values()]);
    const freed = this.#freed.map(({ domainId, code }) => ({ domainId, code, version, host: null }));
    return [...freed, ...[...this.records.values()].flatMap(link => this.#toCacheChanges(link))];
  }

  #toCacheChanges(link: LinkRecord): CacheChange[] {
    const { version } = link;
    const created = this.#created.get(link.id);
    return toAddresses(link).map(({ domainId, code }, i) => ({
      domainId,
      code,
      version,
      host: null,
      link: toCachedLink(link),
      // The insert has queued only the primary code, which comes first.
      ...(created && i === 0 && { outboxId: created.outboxId, isNew: true }),
    }));
  }
}

/** Of the links that were created. */
function toLocks(links: readonly NewLink[], created: readonly LinkRecord[]): ReadonlyMap<string, LinkLock> {
  const byId = new Map(links.flatMap(({ id, lock }) => (lock ? [[id, lock] as const] : [])));
  return new Map(created.filter(isLocked).map(({ id }) => [id, byId.get(id) as LinkLock]));
}

function toAddresses({ domainId, code, otherCodes }: LinkRecord): LinkAddress[] {
  return [{ domainId, code }, ...otherCodes];
}
