import { globSync } from "node:fs";
import { readText, root } from "../repository.ts";
import { habits } from "./habits.ts";
import { readProse } from "./read-prose.ts";

export interface Finding {
  file: string;
  at: string;
  words: string;
  instead: string;
}

export function findHabits(): Finding[] {
  return listTexts().flatMap(file => findHabitsIn(file, readText(file)));
}

export function findHabitsIn(file: string, source: string): Finding[] {
  const applicable = habits.filter(({ files }) => !files || files.test(file));
  return readProse(file, source).flatMap(({ line, text }) =>
    applicable.flatMap(({ pattern, instead }) =>
      [...text.matchAll(pattern)].map(([words]) => ({ file, at: `${file}:${line}`, words: words.trim(), instead })),
    ),
  );
}

/** The folder `words` is this check, which names the words that it looks for. */
const excluded = /\/(?:node_modules|dist|data|words)\//;

function listTexts(): string[] {
  const patterns = [
    "{services,packages,infra}/**/*.{ts,mjs,js,md,yaml,yml,json,html,css,conf,sh}",
    "{services,packages,infra}/**/{Dockerfile,Caddyfile}*",
    "docs/*.md",
    "*.{md,yml,yaml}",
    ".env.example",
  ];
  return globSync(patterns, { cwd: root, exclude: path => excluded.test(`/${path}/`) })
    .filter(path => !path.endsWith("pnpm-lock.yaml"))
    .sort();
}
