import type { Friend, ListPeople } from "@shunt/contracts/social";
import { fromNameCursor, type ListPage, toListPage, toNameCursor } from "../../http/index.ts";
import type { SocialContext } from "../social-context.ts";
import { findBlocked, findFriends, type ListedPerson, type NamePaging } from "./people-list-store.ts";
import { toPersonBody } from "./person-store.ts";

/** Sorted by name, ignoring case, then by id, so that pages neither repeat nor skip anyone. */
export function listFriends({ db }: SocialContext, userId: string, query: ListPeople): Promise<ListPage<Friend>> {
  return list(query, paging => findFriends(db, userId, paging));
}

export function listBlocked({ db }: SocialContext, userId: string, query: ListPeople): Promise<ListPage<Friend>> {
  return list(query, paging => findBlocked(db, userId, paging));
}

async function list(
  { size, cursor }: ListPeople,
  find: (paging: NamePaging) => Promise<ListedPerson[]>,
): Promise<ListPage<Friend>> {
  const people = await find({ after: fromNameCursor(cursor), limit: size + 1 });
  const { items, next_cursor } = toListPage(people, size, toNameCursor);
  return { items: items.map(person => ({ ...toPersonBody(person), since: person.since.toISOString() })), next_cursor };
}
