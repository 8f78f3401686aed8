import type { Language } from "@shunt/contracts/accounts";
import type { DomainRules } from "@shunt/contracts/domains";
import { createPageShell, type Html, html, inlineStyle, type PageShell } from "@shunt/runtime";
import type { Messages } from "./messages/en.ts";
import { catalogues, chooseLanguage } from "./messages/languages.ts";
import { toStyle } from "./page-style.ts";

/** Where the forms of a page may be sent. "anywhere" is for answers that redirect to other hosts, as the shell explains. */
type FormTarget = "nowhere" | "here" | "anywhere";

/** How the pages of a domain look. */
interface Brand {
  header: Html;
  shells: Record<FormTarget, PageShell>;
  /** Pages that depend on language and brand only, by language and name. */
  rendered: Map<string, Page>;
}

/** Language and brand of the pages for a visit. */
export interface Look {
  language: Language;
  messages: Messages;
  brand: Brand;
}

/** A page, ready to send. */
export interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly markup: string;
}

export interface PageContent {
  title: string;
  /** Inside of `main`. */
  content: Html;
  /** "nowhere" by default. */
  forms?: FormTarget;
  /** Elements of the head before all others. */
  meta?: Html;
}

/**
 * The look of pages for a visitor of a domain.
 *
 * @param languages value of `Accept-Language`
 * @param rules null for a domain without settings, and where the domain is unknown
 */
export function toLook(languages: string, rules: DomainRules | null): Look {
  const language = chooseLanguage(languages);
  return { language, messages: catalogues[language], brand: rules === null ? plainBrand : brandOf(rules) };
}

/** Renders a page that holds data of a link or a visit. */
export function renderPage({ language, brand }: Look, { title, content, forms = "nowhere", meta }: PageContent): Page {
  const { headers, render } = brand.shells[forms];
  const body = html`${brand.header}<main>
${content}
</main>`;
  return {
    headers: {
      ...headers,
      "Content-Type": "text/html; charset=utf-8",
      "Content-Language": language,
      Vary: "Accept, Accept-Language",
    },
    markup: render(title, body, { language, ...(meta && { meta }) }),
  };
}

/** Renders a page once for each language and brand. Its content may depend on nothing else. */
export function renderOnce(look: Look, name: string, toContent: () => PageContent): Page {
  const key = `${look.language} ${name}`;
  const known = look.brand.rendered.get(key);
  if (known !== undefined) return known;
  const page = renderPage(look, toContent());
  look.brand.rendered.set(key, page);
  return page;
}

/** By the document in the cached domain, which a change of the domain replaces. */
const brands = new WeakMap<DomainRules, Brand>();

function brandOf(rules: DomainRules): Brand {
  const known = brands.get(rules);
  if (known !== undefined) return known;
  const brand = createBrand(rules);
  brands.set(rules, brand);
  return brand;
}

const plainBrand = createBrand({});

function createBrand({ brand_name, brand_logo_url, brand_color }: DomainRules): Brand {
  const style = inlineStyle(toStyle(brand_color ?? null));
  const sources =
    brand_logo_url === undefined ? style.sources : `${style.sources}; img-src ${toSource(brand_logo_url)}`;
  const name = brand_name === undefined ? html`` : html`<span>${brand_name}</span>`;
  const logo =
    brand_logo_url === undefined
      ? html``
      : html`<img src="${brand_logo_url}" alt="${brand_name === undefined ? "Logo" : ""}">`;
  const isBranded = brand_name !== undefined || brand_logo_url !== undefined;
  return {
    header: isBranded ? html`<header>${logo}${name}</header>\n` : html``,
    shells: {
      nowhere: createPageShell({ ...style, sources, formAction: "'none'" }),
      here: createPageShell({ ...style, sources, formAction: "'self'" }),
      anywhere: createPageShell({ ...style, sources, formAction: null }),
    },
    rendered: new Map(),
  };
}

/** Separators of the policy are encoded in the path (https://www.w3.org/TR/CSP3/#framework-directive-source-list). */
function toSource(imageUrl: string): string {
  const { origin, pathname } = new URL(imageUrl);
  return `${origin}${pathname.replaceAll(";", "%3B").replaceAll(",", "%2C")}`;
}
