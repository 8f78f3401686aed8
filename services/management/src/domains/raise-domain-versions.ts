import type { Db } from "@shunt/db";
import { nextVersionSql } from "../changes/index.ts";

export async function raiseDomainVersions(
  tx: Db,
  ids: readonly number[],
): Promise<{ id: number; host: string | null; version: number }[]> {
  if (ids.length === 0) return [];
  return tx
    .updateTable("domains")
    .set({ version: nextVersionSql })
    .where("id", "in", ids)
    .returning(["id", "host", "version"])
    .execute();
}
