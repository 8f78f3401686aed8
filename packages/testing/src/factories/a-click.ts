import { type Click, emptyClick } from "@shunt/contracts/clicks";

/** A click by a person, overridden by the given fields. */
export function aClick(given: Partial<Click> = {}): Click {
  return {
    ...emptyClick,
    linkId: "01a1fb6f-b333-7117-b1e7-8f91c9f609cf",
    at: 1_795_219_764_134,
    ip: "192.0.2.7",
    userAgent:
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36",
    language: "en-GB,en;q=0.9",
    destination: "https://example.com/",
    ...given,
  };
}
