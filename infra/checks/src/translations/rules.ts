/** A habit that the texts of a language avoid. */
export interface Rule {
  pattern: RegExp;
  instead: string;
}

export const languages = ["de", "fr", "es"] as const;
export type Language = (typeof languages)[number];

const everywhere: readonly Rule[] = [
  { pattern: /\.\.\./g, instead: "…" },
  { pattern: /'/g, instead: "’" },
];

/**
 * Typography, the form of address, and one word for one thing on all pages, in the API's problems and in mails.
 *
 * French typography: Imprimerie nationale, "Lexique des règles typographiques". German: Duden. Spanish: RAE, "Ortografía".
 */
export const rules: Record<Language, readonly Rule[]> = {
  de: [
    ...everywhere,
    { pattern: /["”]/g, instead: "„…“" },
    { pattern: /\S…/g, instead: "a space before …" },
    { pattern: /\d ?%/g, instead: "a space before % that does not break" },
    { pattern: /\b(?:du|dich|dein\w*)\b/gi, instead: "Sie, Ihr" },
    {
      pattern: /(?:^|[.:,] )(?:Füge|Gib|Klicke|Kopiere|Lösche|Öffne|Prüfe|Starte|Versuche|Wähle)\b/g,
      instead: "the polite form with Sie",
    },
    { pattern: /\S zeigen$/g, instead: "anzeigen" },
    { pattern: /\bjetzig\w*/gi, instead: "aktuell" },
    { pattern: /Benachrichtigung/g, instead: "Mitteilung" },
    { pattern: /unterschr[ei]+b\w*/g, instead: "signieren" },
    { pattern: /\bEmail/g, instead: "E-Mail" },
    { pattern: /Verweise\b/g, instead: "Referrer" },
  ],
  fr: [
    ...everywhere,
    { pattern: /["“”]/g, instead: "« … »" },
    {
      pattern: / (?=[;!?»]|%(?!\d))| :(?!\S)|« |[^\s;!?][;!?»](?!\S)|\p{L}:(?!\S)|«\S/gu,
      instead: "U+202F before ; : ! ? » % and after «",
    },
    { pattern: /(?<!\p{L})(?:tu|ton|ta|tes)(?!\p{L})/giu, instead: "vous, votre, vos" },
    { pattern: /QR[ -]code/g, instead: "code QR" },
    { pattern: /signalés? comme dangereux/gi, instead: "marqué: visitors report, administrators mark" },
    { pattern: /livraison/gi, instead: "envoi" },
    { pattern: /\bemojis?\b/gi, instead: "émoji" },
    { pattern: /(?<!e-)\bmails?\b/gi, instead: "e-mail" },
  ],
  es: [
    ...everywhere,
    { pattern: /["“”]/g, instead: "«…»" },
    { pattern: /^[^¿]*\?/g, instead: "¿…?" },
    { pattern: /^[^¡]*!/g, instead: "¡…!" },
    { pattern: /\d ?%/g, instead: "a space before % that does not break" },
    {
      pattern:
        /\b(?:usted|inténtelo|póngase|(?<=^|[.:] )(?:Abra|Active|Compruebe|Confirme|Elija|Escriba|Espere|Pida|Restablezca|Vuelva))\b/g,
      instead: "the form with tú",
    },
    {
      pattern: /\bborr(?:a|an|ar|ad[oa]s?|e|en)\b(?! (?:los |todos los )?filtros| la búsqueda)/gi,
      instead: "eliminar",
    },
    { pattern: /verificación en dos pasos/gi, instead: "autenticación en dos pasos" },
    { pattern: /\bhosts?\b/gi, instead: "servidor" },
    { pattern: /dueñ[oa]/gi, instead: "propietario" },
    { pattern: /\bintroduce\b/gi, instead: "escribe" },
    { pattern: /\b(?:al|del?|el|un) (?:final|principio)\b/gi, instead: "inicio, fin" },
  ],
};
