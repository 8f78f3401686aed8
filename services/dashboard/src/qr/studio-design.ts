import type { QrDesign } from "@shunt/contracts/links";

/** A design with the settings that only the browser needs. */
export interface StudioDesign extends QrDesign {
  /** Width of a downloaded picture in pixels. */
  size: number;
  /** A square PNG as `data:` URL, which never leaves the browser. */
  logo?: string | undefined;
}

export const sizes = { min: 128, max: 2_048, step: 32 } as const;
export const margins = { min: 0, max: 10, step: 1 } as const;
export const maxTextLength = 40;

export const defaultDesign: StudioDesign = {
  size: 1_024,
  margin: 4,
  ecc: "M",
  dark: "#000000",
  light: "#ffffff",
  dots: "square",
  corners: "square",
  gradient_direction: "diagonal",
  text_side: "below",
};

type Choices = {
  readonly [K in "ecc" | "dots" | "corners" | "gradient_direction" | "text_side"]: readonly QrDesign[K][];
};

/** The values of each choice, in the order in which they are shown. */
export const choices: Choices = {
  ecc: ["L", "M", "Q", "H"],
  dots: ["square", "rounded", "dots"],
  corners: ["square", "rounded", "circle"],
  gradient_direction: ["diagonal", "down", "right", "outward"],
  text_side: ["below", "above"],
};

/** A stored design, with the default where a value is missing or not of this release. */
export function readDesign(stored: unknown): StudioDesign {
  const given = (typeof stored === "object" && stored !== null ? stored : {}) as Record<string, unknown>;
  const chosen = Object.entries(choices).filter(([name, values]) => (values as unknown[]).includes(given[name]));
  const colours = ["dark", "light", "gradient"].filter(name => isColour(given[name]));
  const numbers = [
    ["size", sizes],
    ["margin", margins],
  ] as const;
  return {
    ...defaultDesign,
    ...Object.fromEntries([...chosen.map(([name]) => name), ...colours].map(name => [name, given[name]])),
    ...Object.fromEntries(
      numbers.flatMap(([name, { min, max }]) => {
        const value = given[name];
        return typeof value === "number" && value >= min && value <= max ? [[name, Math.round(value)]] : [];
      }),
    ),
    ...(typeof given.text === "string" && given.text.trim() && { text: given.text.slice(0, maxTextLength) }),
    ...(typeof given.logo === "string" && /^data:image\/png;base64,[\w+/=]+$/.test(given.logo) && { logo: given.logo }),
  };
}

/** @param text what a person typed */
export function isColour(text: unknown): text is string {
  return typeof text === "string" && /^#[0-9a-f]{6}$/i.test(text);
}
