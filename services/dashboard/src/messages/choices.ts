/** Values with a label, and perhaps an explanation. `none` names the empty value. */
export type Choices = Record<string, string | { label: string; about: string }>;

/** The options of a choice. @param none the label of the empty value, if it differs here */
export function toOptions(choices: Choices, none?: string) {
  return Object.entries(choices).map(([name, each]) => ({
    value: name === "none" ? "" : name,
    label: name === "none" && none !== undefined ? none : typeof each === "string" ? each : each.label,
  }));
}

/** The explanation of a value. */
export function hintOf(choices: Choices, value: string): string {
  const each = choices[value === "" ? "none" : value];
  return typeof each === "object" ? each.about : "";
}

/** A value that a program has set is offered too. */
export function withValue(
  options: { value: string; label: string }[],
  value: string,
  toLabel: (value: number) => string,
) {
  const isKnown = options.some(option => option.value === value);
  return isKnown ? options : [...options, { value, label: toLabel(Number(value)) }];
}
