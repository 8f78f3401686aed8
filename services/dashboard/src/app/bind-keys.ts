import { tinykeys } from "tinykeys";

export interface KeyBindingOptions {
  /** Whether the handlers run before those of the page. Some controls keep their keys, such as React Aria's fields. */
  isFirst?: boolean;
  /** Whether a key that is held down runs its handler again and again. */
  isRepeated?: boolean;
}

/**
 * Runs a handler when its key is pressed, wherever the focus is: unlike tinykeys alone also in a field or on a check box. A
 * handler of a key that people may want to type asks `isKeyTaken`.
 *
 * @param bindings handlers by key, as tinykeys writes them, with letters and signs as on an American keyboard
 * @returns a function that ends it
 */
export function bindKeys(
  bindings: Record<string, (event: KeyboardEvent) => void>,
  { isFirst = false, isRepeated = false }: KeyBindingOptions = {},
): () => void {
  const entries = Object.entries(bindings);
  const isIgnored = ({ repeat, isComposing }: KeyboardEvent) => isComposing || (repeat && !isRepeated);
  const unbindKeys = tinykeys(window, Object.fromEntries(entries.map(([press, run]) => [withShift(press), run])), {
    capture: isFirst,
    ignore: isIgnored,
  });
  const unbindPlaces = tinykeys(window, Object.fromEntries(entries.map(([press, run]) => [toPlace(press), run])), {
    capture: isFirst,
    ignore: event => isIgnored(event) || !isOtherScript(event.key),
  });
  return () => {
    unbindKeys();
    unbindPlaces();
  };
}

/** Signs need Shift on some keyboards, such as `/` on a German one. */
function withShift(press: string): string {
  return press.replace(/^(?:Shift\+)?([^\w\s])$/, "[Shift]+$1");
}

/** Letters of another script count by their place: Ctrl+Л for Ctrl+K on a Russian keyboard. */
function toPlace(press: string): string {
  return press.replace(/(?<=^|\+)[a-z]$/i, letter => `Key${letter.toUpperCase()}`);
}

function isOtherScript(key: string): boolean {
  return /^\p{Letter}$/u.test(key) && !/\p{Script=Latin}/u.test(key);
}
