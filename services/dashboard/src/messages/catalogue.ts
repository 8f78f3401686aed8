import { use } from "react";
import { locale } from "./locale.ts";
import type { Locale } from "./locales.ts";

type Load<M> = () => Promise<{ messages: M }>;

/** The texts of one room of the dashboard, loaded in the visitor's language only. */
export interface Catalogue<M> {
  /** Always the same promise, so that React can wait for it. */
  load(): Promise<M>;
}

/**
 * Makes a catalogue of a room's files, one for each language, which are imported when needed. Each exports `messages`: texts,
 * and functions for texts with values. English defines the type; a language that is missing falls back to it.
 */
export function catalogue<M>(files: { en: Load<M> } & Partial<Record<Locale, Load<M>>>): Catalogue<M> {
  // Begins with the code of the room, so that a page waits once, and not again for each of its parts.
  const loading = (files[locale] ?? files.en)().then(({ messages }) => messages);
  return { load: () => loading };
}

/** The texts of a room. Suspends until they are loaded. */
export function useMessages<M>({ load }: Catalogue<M>): M {
  return use(load());
}
