import type { CreateSavedView } from "@shunt/contracts/analytics";
import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../access/index.ts";
import { lockAccess } from "../auth/index.ts";
import { countSavedViews, insertSavedView, type SavedViewRecord } from "./saved-view-store.ts";

const maxSavedViews = 100;

/** @throws Problem "too-many-saved-views" or "saved-view-name-taken" */
export async function createSavedView(
  db: Db,
  actor: Caller,
  { page, name, search }: CreateSavedView,
): Promise<SavedViewRecord> {
  const { userId } = actor;
  return db.transaction().execute(async tx => {
    // Locks the account, so that concurrent requests cannot exceed the maximum.
    await lockAccess(tx, actor);
    if ((await countSavedViews(tx, userId)) >= maxSavedViews)
      throw new Problem("too-many-saved-views", `You can have ${maxSavedViews} saved views. Delete one first`);
    const view = await insertSavedView(tx, { id: uuidv7(), userId, page, name, search });
    if (!view) throw new Problem("saved-view-name-taken");
    return view;
  });
}
