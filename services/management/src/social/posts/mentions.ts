import type { Db } from "@shunt/db";
import type { NewNotification } from "../notifications/notification-outbox.ts";
import { findMentioned } from "./mention-store.ts";

const maxMentions = 20;

/** Lengths that `Username` allows, in characters. */
const nameLength = { min: 3, max: 30 };

/** An @ that is not inside a word, so that e-mail addresses do not match. */
const begin = /(?<![\p{L}\p{M}\p{N}_])@(?=\S)/gu;
const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;

export interface Writing {
  text: string;
  postId: string;
  writerId: string;
  /** A person who is already notified in another way. */
  exceptId?: string;
}

/** Only for people who may see the post. */
export async function toMentions(tx: Db, { text, postId, writerId, exceptId }: Writing): Promise<NewNotification[]> {
  const names = findNames(text);
  if (names.length === 0) return [];
  const userIds = await findMentioned(tx, names, { postId, writerId });
  return userIds
    .filter(userId => userId !== writerId && userId !== exceptId)
    .map(userId => ({ userId, kind: "mention", actorId: writerId, postId }));
}

/**
 * Candidate names for each `@` in a text, shortest first. Names can contain spaces and punctuation, so only the
 * database can say where one ends: `@Ann Lee, …` can mean Ann or Ann Lee.
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
  // A character takes at most two UTF-16 units.
  const characters = [...line.slice(0, 2 * nameLength.max + 2)];
  return characters
    .slice(0, nameLength.max)
    .map((_character, i) => characters.slice(0, i + 1))
    .filter(name => name.length >= nameLength.min && name.at(-1)?.trim() !== "" && isWhole(name, characters))
    .map(name => name.join(""));
}

/** Whether the name does not end inside a longer word. */
function isWhole(name: readonly string[], characters: readonly string[]): boolean {
  const next = characters[name.length];
  return next === undefined || !wordCharacter.test(next);
}
