/** SQL for ClickHouse. Values are always bound, never part of the text. */
export interface Statement {
  strings: readonly string[];
  values: readonly (Statement | Bound)[];
}

interface Bound {
  /** In ClickHouse, such as `Array(UUID)`. */
  type: string;
  value: unknown;
}

export function ch(strings: TemplateStringsArray, ...values: (Statement | Bound)[]): Statement {
  return { strings, values };
}

export function bound(type: string, value: unknown): Bound {
  return { type, value };
}

/** A name or a number of ours. Never pass on what a client sends. */
export function raw(text: string): Statement {
  return { strings: [text], values: [] };
}

export function join(statements: readonly Statement[], separator: string): Statement {
  if (statements.length === 0) return raw("");
  const strings = ["", ...statements.slice(1).map(() => separator), ""];
  return { strings, values: statements };
}

/** Names the parameters `p0`, `p1` and so on. A value that stands in several places is one parameter. */
export function compile(statement: Statement): { text: string; params: Record<string, unknown> } {
  const names = new Map<Bound, string>();
  let text = "";
  const add = ({ strings, values }: Statement) => {
    for (const [i, string] of strings.entries()) {
      text += string;
      const value = values[i];
      if (value === undefined) continue;
      if ("strings" in value) {
        add(value);
        continue;
      }
      const name = names.get(value) ?? `p${names.size}`;
      names.set(value, name);
      text += `{${name}:${value.type}}`;
    }
  };
  add(statement);
  return { text, params: Object.fromEntries([...names].map(([{ value }, name]) => [name, value])) };
}
