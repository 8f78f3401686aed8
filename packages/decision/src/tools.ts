import { type Classify, createClassifier } from "@shunt/visitor/classify";
import { type Languages, readLanguages } from "@shunt/visitor/language";
import { memoize } from "@shunt/visitor/memoize";
import { createPlaceLookup, type Place } from "@shunt/visitor/place";
import { toReferrerHost } from "@shunt/visitor/referrer";
import { type Agent, createAgentReader } from "@shunt/visitor/user-agent";
import { createVisitorHash, type HashVisitor } from "./split/visitor-hash.ts";

/** Readers of facts that decisions share. */
export interface Tools {
  placeOf: (ip: string) => Place;
  readAgent: (userAgent: string) => Agent;
  classify: Classify;
  /** @param acceptLanguage the header */
  readLanguages: (acceptLanguage: string) => Languages;
  /** All names of the site in a `Referer` header: its host, and the site's name in statistics. */
  readReferrer: (referrer: string) => readonly string[];
  hashVisitor: HashVisitor;
}

const maxMemoized = 2_000;

/**
 * @param placesFile as for `createPlaceLookup`
 * @param onError called once if there are no places
 * @param splitKey as for `createVisitorHash`
 */
export async function openTools(
  placesFile: string | undefined,
  onError: (err: unknown) => void,
  splitKey = "",
): Promise<Tools> {
  return {
    placeOf: await createPlaceLookup(placesFile, onError),
    readAgent: createAgentReader(),
    classify: createClassifier(),
    readLanguages: memoize(readLanguages, maxMemoized),
    readReferrer: memoize(readReferrer, maxMemoized),
    hashVisitor: createVisitorHash(splitKey),
  };
}

function readReferrer(referrer: string): string[] {
  const site = toReferrerHost(referrer);
  if (site === null) return [];
  const host = URL.parse(referrer)?.hostname.toLowerCase() ?? site;
  return [...new Set([host, site])];
}
