import { isShortCode } from "./code-form.ts";

/** Why a request was made, as far as it differs from a plain visit. */
export interface Purpose {
  /** The visitor disconnected before the response was sent. */
  isAborted: boolean;
  /** `HEAD` request: never counted, but it distinguishes a link preview from a person. */
  isHead: boolean;
  /** `Sec-GPC: 1` or `DNT: 1`: the click counts, but no profile of the visitor is stored. */
  isOptOut: boolean;
  /** The tracking pixel of a link was loaded, not the link. */
  isPixel: boolean;
  /** `prefetch`, `prerender` or `preview` if the request was made ahead of a click. */
  ahead: string | undefined;
}

export const noPurpose: Purpose = {
  isAborted: false,
  isHead: false,
  isOptOut: false,
  isPixel: false,
  ahead: undefined,
};

/** A worker that does not know pixels reads `prefetch` in their word, and so does not count them as clicks of people. */
const words = { isAborted: "aborted", isHead: "head", isOptOut: "opt-out", isPixel: "prefetch-pixel" } as const;

/** The `purpose` column of a click: words separated by spaces. */
export function toPurpose({ isAborted, isHead, isOptOut, isPixel, ahead }: Purpose): string {
  if (ahead === undefined && !isAborted && !isHead && !isOptOut && !isPixel) return "";
  const own = [
    isAborted && words.isAborted,
    isHead && words.isHead,
    isOptOut && words.isOptOut,
    isPixel && words.isPixel,
  ];
  return [...own, ahead].filter(Boolean).join(" ");
}

/** Reads the `purpose` column of a click. */
export function parsePurpose(text: string): Purpose {
  if (text === "") return noPurpose;
  const found = text.split(" ");
  return {
    isAborted: found.includes(words.isAborted),
    isHead: found.includes(words.isHead),
    isOptOut: found.includes(words.isOptOut),
    isPixel: found.includes(words.isPixel),
    ahead: aheadOf(text.replace(words.isPixel, "")),
  };
}

/**
 * Returns the word in a header such as `Sec-Purpose: prefetch;prerender` that marks a request ahead of a click, in lower case;
 * undefined for other headers.
 */
export function aheadOf(header: string): string | undefined {
  return /prefetch|prerender|preview/i.exec(header)?.[0].toLowerCase();
}

/** A visit to a code without a link. */
export interface Missed {
  /** 0 if the domain is unknown. */
  domainId: number;
  /** Empty for the bare domain. */
  code: string;
}

const maxDomainId = 2 ** 31 - 1;

/** The `missed` column of a click: `domain id/code`. */
export function toMissed({ domainId, code }: Missed): string {
  return `${domainId}/${code}`;
}

/** Reads the `missed` column of a click. Malformed text gives no domain (0) and the empty code. */
export function parseMissed(text: string): Missed {
  const slash = text.indexOf("/");
  const domainId = Number(text.slice(0, Math.max(slash, 0)));
  const code = text.slice(slash + 1);
  const isDomain = Number.isInteger(domainId) && domainId > 0 && domainId <= maxDomainId;
  return { domainId: isDomain ? domainId : 0, code: isShortCode(code) ? code : "" };
}
