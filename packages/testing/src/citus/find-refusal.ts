import { referenceTables, tablesByLink } from "@shunt/db";
import { type Level, parseLevels } from "./parse-levels.ts";

const isByLink = (name: string) =>
  tablesByLink.some(table => name === table || name.startsWith(`${table}_2`) || name === `${table}_default`);
const mentions = new RegExp(`\\b(?:${tablesByLink.join("|")})`);

/**
 * Returns why Citus would refuse a statement about the tables of clicks, or read one of them whole; undefined for a
 * statement that it should run. Only Citus decides: this finds the kinds that it has refused before.
 */
export function findRefusal(statement: string): string | undefined {
  if (!mentions.test(statement)) return undefined;
  for (const level of parseLevels(statement)) {
    const reason = rules.find(rule => rule.applies(level))?.reason;
    if (reason !== undefined) return reason;
  }
  return undefined;
}

const otherTables = ({ relations }: Level) => relations.filter(({ name }) => isOther(name));
const hasTableByLink = ({ relations }: Level) => relations.some(({ name }) => isByLink(name));
/** Neither by link nor on each node. */
const isOther = (name: string) => !isByLink(name) && !referenceTables.some(table => table === name);

const rules: readonly { reason: string; applies: (level: Level) => boolean }[] = [
  {
    reason: "locks rows of a table by link (for update)",
    applies: level => hasTableByLink(level) && /\bfor (?:no key )?update\b|\bfor (?:key )?share\b/.test(level.text),
  },
  {
    reason: "joins a table by link with another table: put one of them into a subselect with its own condition",
    applies: level => hasTableByLink(level) && otherTables(level).length > 0,
  },
  {
    reason: "has a subselect about a table by link that refers to another table",
    applies: level => hasTableByLink(level) && refersTo(level, isOther),
  },
  {
    reason: "has a subselect about a table by link, in a select that joins another table",
    applies: level => hasTableByLink(level) && refersToJoined(level),
  },
  {
    reason: "has a subselect about a table by link that refers to a common table",
    applies: level =>
      hasTableByLink(level) && findOuter(level).some(({ outer, alias }) => outer.common.includes(alias)),
  },
  {
    reason: "has a subselect about another table that refers to a table by link",
    applies: level => !hasTableByLink(level) && otherTables(level).length > 0 && refersTo(level, isByLink),
  },
  {
    reason: "has lateral with limit or offset on a table by link",
    applies: level =>
      isInside(level, ({ opener, text }) => opener === "lateral" && /\b(?:limit|offset)\b/.test(text)) &&
      hasTableByLink(level),
  },
  {
    reason: "selects no column of a table by link in exists: write select 1",
    applies: level => level.opener === "exists" && hasTableByLink(level) && /^\s*select from\b/.test(level.text),
  },
  {
    reason: "calls a function that is not immutable in values",
    applies: level =>
      isInside(level, ({ text }) => /^\s*values\b/.test(text)) &&
      /\b(?:concat_ws|concat|format|to_char|now)\(\)/.test(level.text),
  },
  {
    reason: "takes a slice of an array, which crashes Citus 13.2.2, or casts a column to an array, in update",
    applies: level => hasTableByLink(level) && /^\s*update\b.*(?:\[\d*:\d*\]|\w\.\w+::\w+\[\])/.test(level.text),
  },
  {
    reason: "calls now() in returning",
    applies: level => hasTableByLink(level) && /\breturning\b.*\bnow\(\)/.test(level.text),
  },
];

/** Whether the text of a level names a column of a matching table of an outer level. */
function refersTo(level: Level, matches: (table: string) => boolean): boolean {
  return findOuter(level).some(({ outer, alias }) =>
    outer.relations.some(table => table.alias === alias && matches(table.name)),
  );
}

/** Whether the text of a level names a column of a select that an outer level joins with another table. */
function refersToJoined(level: Level): boolean {
  return findOuter(level).some(({ outer, alias }) => otherTables(outer).length > 0 && outer.derived.includes(alias));
}

/** The names before dots in the text of a level, with the nearest outer level that defines each. */
function findOuter(level: Level): { outer: Level; alias: string }[] {
  const aliases = new Set([...level.text.matchAll(/\b([a-z_]\w*)\./g)].map(([, alias = ""]) => alias));
  return [...aliases].flatMap(alias => {
    let outer: Level | undefined = level;
    while (outer && !defines(outer, alias)) outer = outer.parent;
    return outer && outer !== level ? [{ outer, alias }] : [];
  });
}

function defines({ relations, derived, common }: Level, alias: string): boolean {
  return derived.includes(alias) || common.includes(alias) || relations.some(table => table.alias === alias);
}

function isInside(level: Level, matches: (outer: Level) => boolean): boolean {
  for (let outer: Level | undefined = level; outer; outer = outer.parent) if (matches(outer)) return true;
  return false;
}
