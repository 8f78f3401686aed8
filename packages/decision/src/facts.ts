import type { Classification } from "@shunt/visitor/classify";
import type { Place } from "@shunt/visitor/place";
import type { Agent } from "@shunt/visitor/user-agent";
import type { Tools } from "./tools.ts";
import type { VisitFacts } from "./visit-facts.ts";

/** Facts derived from a visit. Each is computed when first read, as most visits need none. */
export class Facts {
  readonly #visit: VisitFacts;
  readonly #tools: Tools;
  #agent: Agent | undefined;
  #place: Place | undefined;
  #classification: Classification | undefined;

  constructor(visit: VisitFacts, tools: Tools) {
    this.#visit = visit;
    this.#tools = tools;
  }

  /** Browser, system and device. */
  get agent(): Agent {
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

  /** The class, if a behaviour has read it. */
  get knownClassification(): Classification | undefined {
    return this.#classification;
  }
}
