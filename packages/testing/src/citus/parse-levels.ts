/** A select, insert, update or delete of a statement, or any other text in parentheses. */
export interface Level {
  /** Without what is in parentheses, which is `()`. */
  text: string;
  parent: Level | undefined;
  /** The last word before the parenthesis: `lateral`, `exists`, the name of a function. */
  opener: string;
  relations: Relation[];
  /** Names of the selects that it joins. */
  derived: string[];
  /** Common tables that it reads. */
  common: string[];
}

export interface Relation {
  name: string;
  /** The name itself if it has no other. */
  alias: string;
}

/** Splits a statement at its parentheses. Good enough for the SQL of this repository; literals and comments are dropped. */
export function parseLevels(statement: string): Level[] {
  const root: Level = { text: "", parent: undefined, opener: "", relations: [], derived: [], common: [] };
  const levels = [root];
  let current = root;
  for (const char of toPlainText(statement)) {
    if (char === "(") {
      const opener = /(\w+)\s*$/.exec(current.text)?.[1] ?? "";
      current = { text: "", parent: current, opener, relations: [], derived: [], common: [] };
      levels.push(current);
    } else if (char === ")" && current.parent) {
      current = current.parent;
      current.text += "()";
    } else current.text += char;
  }
  const named = new Set(levels.flatMap(({ text }) => [...text.matchAll(commonTable)].map(match => match[1])));
  for (const level of levels) {
    const relations = findRelations(level.text);
    level.relations = relations.filter(({ name }) => !named.has(name));
    level.common = relations.filter(({ name }) => named.has(name)).map(({ alias }) => alias);
    level.derived = [...level.text.matchAll(/\(\) as (\w+)/g)].map(([, name = ""]) => name);
  }
  return levels;
}

/** `with a as materialized (…), b (columns) as (…)` */
const commonTable = /(?:\bwith|,)\s+(?:recursive\s+)?(\w+)\s*(?:\(\)\s*)?as\s+(?:(?:not\s+)?materialized\s+)?\(\)/g;
const relation =
  /\b(?:(?<!distinct )from|join|into|update|using)\s+(?:only\s+)?([a-z_][\w.]*)(?!\s*\(|[\w.])(?:\s+as\s+([a-z_]\w*))?/g;
const notRelations = new Set(["lateral", "select", "set", "skip", "of", "nothing"]);

function findRelations(text: string): Relation[] {
  return [...text.matchAll(relation)].flatMap(([, name = "", alias]) =>
    notRelations.has(name) ? [] : [{ name, alias: alias ?? name }],
  );
}

function toPlainText(statement: string): string {
  return statement
    .replace(/\/\*[\s\S]*?\*\/|--[^\n]*/g, " ")
    .replace(/'(?:[^']|'')*'/g, "''")
    .replaceAll('"', "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}
