import type { LabelColor } from "@shunt/contracts/links";
import type { Db } from "@shunt/db";
import type { Caller } from "../access/index.ts";
import type { LinkChanges } from "../links/index.ts";
import type { LabelRecord } from "./label-record.ts";

/** A name in a workspace. */
export interface LabelName {
  workspaceId: string;
  name: string;
}

export interface LabelFilter {
  workspaceId?: string | undefined;
  /** The whole name, regardless of case. */
  name?: string | undefined;
  /** The begin of the name, regardless of case. */
  prefix?: string | undefined;
  after?: { key: string; workspaceId: string } | undefined;
  limit: number;
}

/** The differences between tags, to which links refer, and folders, whose names links contain. */
export interface LabelKind {
  noun: "tag" | "folder";
  /** By name, without case. */
  find(db: Db, actor: Caller, filter: LabelFilter): Promise<LabelRecord[]>;
  /** Returns false if the name is taken. */
  insert(tx: Db, label: LabelName & { color: LabelColor | null }): Promise<boolean>;
  /** Colours a label, and spells its name as given. */
  update(tx: Db, label: LabelName & { color: LabelColor | null }): Promise<void>;
  /**
   * Moves a batch of links to another label of the workspace, or out of the label for `to` null. If both names differ
   * only in case, it changes the spelling.
   *
   * @param after the result of the previous batch
   * @returns where the next batch begins; undefined after the last one
   * @throws Problem for a label `to` that does not exist
   */
  moveLinks(links: LinkChanges, actor: Caller, move: Move, after: string | undefined): Promise<string | undefined>;
  /**
   * Deletes the label that the links were moved from, unless both names differ only in case. Returns false if links
   * have got it meanwhile.
   */
  removeEmpty(tx: Db, move: Move): Promise<boolean>;
}

export interface Move {
  from: LabelName;
  to: string | null;
}
