/** Red, green and blue, from 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** @param text six hexadecimal digits, with or without `#` */
export function toColour(text: string): Colour {
  const value = Number.parseInt(text.replace("#", ""), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

export function toHex(colour: Colour): string {
  return `#${colour.map(value => value.toString(16).padStart(2, "0")).join("")}`;
}
