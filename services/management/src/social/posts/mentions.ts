import type { Db } from "@shunt/db";
import type { NewNotification } from "../notifications/notification-outbox.ts";
import { findMentioned } from "./mention-store.ts";

/** Names that are looked for in one text. */
const maxMentions = 20;

/** As of `Username`, in characters. */
const nameLength = { min: 3, max: 30 };

/** Not within a word, so that an e-mail address is none. */
const begin = /(?<![\p{L}\p{M}\p{N}_])@(?=\S)/gu;
const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;

export interface Writing {
  text: string;
  postId: string;
  writerId: string;
  /** Who is told of it in another way. */
  exceptId?: string;
}

/** Who is to be told that they are mentioned in a post, or a comment on it: of those, who may see it. */
export async function toMentions(tx: Db, { text, postId, writerId, exceptId }: Writing): Promise<NewNotification[]> {
  const names = findNames(text);
  if (names.length === 0) return [];
  const userIds = await findMentioned(tx, names, { postId, writerId });
  return userIds
    .filter(userId => userId !== writerId && userId !== exceptId)
    .map(userId => ({ userId, kind: "mention", actorId: writerId, postId }));
}

/**
 * What may be meant by each `@` in a text, the shortest first. Names have spaces and marks in them, so where one ends is for those to
 * say who know the names: `@Ann Lee, …` may be Ann or Ann Lee.
 */
export function findNames(text: string): string[][] {
  const normal = text.normalize("NFC");
  return [...normal.matchAll(begin)]
    .slice(0, maxMentions)
    .map(({ index }) => toNames(normal.slice(index + 1)))
    .filter(names => names.length > 0);
}

function toNames(rest: string): string[] {
  const [line = ""] = /^.*/.exec(rest) ?? [];
  // A character takes two units of the text at most.
  const characters = [...line.slice(0, 2 * nameLength.max + 2)];
  return characters
    .slice(0, nameLength.max)
    .map((_character, i) => characters.slice(0, i + 1))
    .filter(name => name.length >= nameLength.min && name.at(-1)?.trim() !== "" && isWhole(name, characters))
    .map(name => name.join(""));
}

/** Not the beginning of a longer word. */
function isWhole(name: readonly string[], characters: readonly string[]): boolean {
  const next = characters[name.length];
  return next === undefined || !wordCharacter.test(next);
}
