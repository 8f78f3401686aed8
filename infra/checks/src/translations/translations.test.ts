import { describe, expect, test } from "vitest";
import { findSlips, findSlipsIn, listCatalogues } from "./find-slips.ts";
import { languages } from "./rules.ts";

describe.each(languages)("in %s", language => {
  test("texts have the typography of the language, one form of address, and one word for one thing", () => {
    expect(findSlips(language)).toEqual([]);
  });

  test("pages, mails and problems have texts", () => {
    const files = listCatalogues(language);

    expect(files.length).toBeGreaterThan(30);
    for (const part of ["dashboard/src/links/messages", "problems/codes", "pages/src/mails", "pages/src/messages"])
      expect(files.join()).toContain(part);
  });
});

test.each([
  ["de", "Warten..."],
  ["de", 'Der Name "a"'],
  ["de", "Suchen…"],
  ["de", "Starte Postgres."],
  ["de", "Links zeigen"],
  ["fr", "Supprimer ?"],
  ["fr", "Supprimer?"],
  ["fr", "Attention : lent"],
  ["fr", "« ici »"],
  ["fr", "QR code"],
  ["es", "Eliminar?"],
  ["es", "No es posible. Vuelva más tarde."],
  ["es", "Borrar cuenta"],
] as const)("findSlipsIn finds the slip of the %s text %j", (language, text) => {
  expect(findSlipsIn(language, text)).toHaveLength(1);
});

test.each([
  ["de", "Suchen …"],
  ["de", "Listen zeigen ihn nicht"],
  ["fr", "Supprimer\u202f?"],
  ["fr", "Écrivez %20, et vous n’êtes plus seul"],
  ["fr", "Voir https://example.com/a?b=1"],
  ["es", "¿Eliminar 2 enlaces?"],
  ["es", "Una dirección que abra la aplicación"],
  ["es", "Borrar todos los filtros"],
] as const)("findSlipsIn accepts the %s text %j", (language, text) => {
  expect(findSlipsIn(language, text)).toEqual([]);
});
