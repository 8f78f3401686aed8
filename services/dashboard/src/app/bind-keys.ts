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
 * @param bindings handlers by key, as tinykeys writes them
 * @returns a function that ends it
 */
export function bindKeys(
  bindings: Record<string, (event: KeyboardEvent) => void>,
  { isFirst = false, isRepeated = false }: KeyBindingOptions = {},
): () => void {
  return tinykeys(window, bindings, {
    capture: isFirst,
    ignore: ({ repeat, isComposing }) => isComposing || (repeat && !isRepeated),
  });
}
