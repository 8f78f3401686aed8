/** Values of hexadecimal digits by character code; other characters count as 0. */
const digits = new Uint8Array(128);
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16);
  digits[digit.charCodeAt(0)] = value;
  digits[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Positions of the first digit of each byte. */
const positions = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

/** Writes the 16 bytes of a UUID. Unlike `Buffer.write`, it needs neither a text without hyphens nor a call out of JavaScript. */
export function writeUuid(bytes: Uint8Array, id: string, at: number): void {
  for (let i = 0; i < 16; i++) {
    const position = positions[i] as number;
    bytes[at + i] =
      ((digits[id.charCodeAt(position)] as number) << 4) | (digits[id.charCodeAt(position + 1)] as number);
  }
}
