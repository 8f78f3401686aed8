import { type ClickSource, clickColumns } from "@shunt/contracts/clicks";
import type { Classification } from "@shunt/visitor/classify";
import type { Languages } from "@shunt/visitor/language";
import type { Place } from "@shunt/visitor/place";
import { type NamedTexts, toNamedTexts } from "./named-texts.ts";
import { readCookies } from "./read-cookies.ts";
import { ignoringCase } from "./rules/text-condition.ts";
import type { ComparedAgent, Tools } from "./tools.ts";
import type { VisitFacts } from "./visit-facts.ts";

/** Facts derived from a visit. Each is computed when first read, as most visits need none. */
export class Facts {
  readonly #visit: VisitFacts;
  readonly #tools: Tools;
  #agent: ComparedAgent | undefined;
  #place: Place | undefined;
  #classification: Classification | undefined;
  #languages: Languages | undefined;
  #referrers: readonly string[] | undefined;
  #params: NamedTexts | undefined;
  #cookies: NamedTexts | undefined;

  constructor(visit: VisitFacts, tools: Tools) {
    this.#visit = visit;
    this.#tools = tools;
  }

  /** Browser, system and device. */
  get agent(): ComparedAgent {
    this.#agent ??= this.#tools.readAgent(this.#visit.userAgent);
    return this.#agent;
  }

  get place(): Place {
    this.#place ??= this.#tools.placeOf(this.#visit.address);
    return this.#place;
  }

  /** Human, bot, preview, …, with the reason; the same function counts the click. */
  get classification(): Classification {
    this.#classification ??= this.#tools.classify(this.#visit.userAgent, this.#visit.purpose);
    return this.#classification;
  }

  /** A hash that identifies the visitor of a link without a cookie. */
  visitorOf(linkId: string): string {
    const { network, userAgent } = this.#visit;
    return this.#tools.hashVisitor({ linkId, network, userAgent });
  }

  /** The class, if a behaviour has read it. */
  get knownClassification(): Classification | undefined {
    return this.#classification;
  }

  /** Of as much of the header as statistics read. */
  get languages(): Languages {
    this.#languages ??= this.#tools.readLanguages(this.#visit.languages.slice(0, clickColumns.language.maxLength));
    return this.#languages;
  }

  /** Names of the site with the link, in lower case; empty if it is not known. */
  get referrers(): readonly string[] {
    this.#referrers ??= this.#tools.readReferrer(this.#visit.referrer.slice(0, clickColumns.referrer.maxLength));
    return this.#referrers;
  }

  /** The region's name and its ISO 3166-2 code as far as they are known, in the form of conditions. */
  get regions(): readonly string[] {
    const { region, regionCode } = this.place;
    return [region, regionCode].flatMap(name => (name === null ? [] : ignoringCase(name)));
  }

  /** In the form of conditions. */
  get city(): string | null {
    const { city } = this.place;
    return city === null ? null : ignoringCase(city);
  }

  /** Parameters of the visited URL. */
  get params(): NamedTexts {
    this.#params ??= this.#visit.query === "" ? none : toNamedTexts(new URLSearchParams(this.#visit.query));
    return this.#params;
  }

  get cookies(): NamedTexts {
    const { cookie } = this.#visit.headers;
    this.#cookies ??= cookie === undefined ? none : toNamedTexts(readCookies(cookie));
    return this.#cookies;
  }

  get source(): ClickSource {
    return this.params.has("qr") ? "qr" : "link";
  }
}

const none: NamedTexts = new Map();
