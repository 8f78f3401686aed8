/** As React Aria hides the checkbox of a drawn one. */
const hiddenControl = /<span style="border:0;clip:[^"]*"><input[^<>]*><\/span>/g;

/**
 * Leaves of the markup of a page what people see. Forms and fields become plain elements: before the application runs, an
 * entry by a person or a password manager would be lost, and a form would be sent without it.
 *
 * @throws Error for markup that waits for data, or that the Content-Security-Policy would break
 */
export function toPicture(markup: string): string {
  const picture = markup
    .replaceAll(hiddenControl, "")
    .replaceAll(/<input([^<>]*)>/g, (_input, attributes: string) => toDrawnField(attributes))
    .replaceAll(/<(\/?)form\b/g, "<$1div");
  const unfit = /<(?:script|textarea|select)\b|\s(?:style|data-skeleton)=/.exec(picture);
  if (unfit || picture === "") throw new Error(`a page cannot be drawn ahead: ${unfit?.[0] ?? "it is empty"}`);
  return picture;
}

function toDrawnField(attributes: string): string {
  const [, look = ""] = /\sclass="([^"]*)"/.exec(attributes) ?? [];
  const [, example = ""] = /\splaceholder="([^"]*)"/.exec(attributes) ?? [];
  return `<span class="${look} flex items-center"><span class="truncate text-quiet">${example}</span></span>`;
}
