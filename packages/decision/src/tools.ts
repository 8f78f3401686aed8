import { domainToUnicode } from "node:url";
import { noSchemes, type Schemes } from "@shunt/contracts/values";
import { type Classify, createClassifier } from "@shunt/visitor/classify";
import { type Languages, readLanguages } from "@shunt/visitor/language";
import { memoize } from "@shunt/visitor/memoize";
import { createPlaceLookup, type Place } from "@shunt/visitor/place";
import { toReferrerHost } from "@shunt/visitor/referrer";
import { type Agent, createAgentReader } from "@shunt/visitor/user-agent";
import { ignoringCase } from "./rules/text-condition.ts";
import { createVisitorHash, type HashVisitor } from "./split/visitor-hash.ts";

/** Readers of facts that decisions share. */
export interface Tools {
  placeOf: (ip: string) => Place;
  readAgent: (userAgent: string) => ComparedAgent;
  classify: Classify;
  /** @param acceptLanguage the header */
  readLanguages: (acceptLanguage: string) => Languages;
  /**
   * All names of the site in a `Referer` header: its host, and the site's name in statistics. Names in other scripts also as
   * browsers show them, since owners write them so.
   */
  readReferrer: (referrer: string) => readonly string[];
  hashVisitor: HashVisitor;
  /** No visitor is sent to a URL with another scheme, except `http` and `https`. */
  allowedSchemes: Schemes;
}

export interface ComparedAgent extends Agent {
  /** In the form of conditions, so that it is computed once for each user agent. */
  compared: Pick<Agent, "browser" | "os" | "device">;
}

const maxMemoized = 2_000;

export interface DecisionSettings {
  /** As for `createPlaceLookup`. */
  placesFile?: string | undefined;
  /** As for `createVisitorHash`. */
  splitKey?: string | undefined;
  allowedSchemes?: Schemes;
}

/** @param onError called once if there are no places */
export async function openTools(
  { placesFile, splitKey = "", allowedSchemes = noSchemes }: DecisionSettings,
  onError: (err: unknown) => void,
): Promise<Tools> {
  const readAgent = createAgentReader();
  return {
    placeOf: await createPlaceLookup(placesFile, onError),
    readAgent: memoize(userAgent => toCompared(readAgent(userAgent)), maxMemoized),
    classify: createClassifier(),
    readLanguages: memoize(readLanguages, maxMemoized),
    readReferrer: memoize(readReferrer, maxMemoized),
    hashVisitor: createVisitorHash(splitKey),
    allowedSchemes,
  };
}

function toCompared(agent: Agent): ComparedAgent {
  const { browser, os, device } = agent;
  return { ...agent, compared: { browser: toForm(browser), os: toForm(os), device } };
}

function toForm(text: string | null): string | null {
  return text === null ? null : ignoringCase(text);
}

function readReferrer(referrer: string): string[] {
  const site = toReferrerHost(referrer);
  if (site === null) return [];
  const host = URL.parse(referrer)?.hostname.toLowerCase() ?? site;
  return [...new Set([host, site].flatMap(name => [name, domainToUnicode(name) || name]))];
}
