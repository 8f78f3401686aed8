import type { Plugin } from "vite";

const defaultLocale = /[\\/]react-aria[\\/]dist[\\/]private[\\/]i18n[\\/]useDefaultLocale\.mjs$/;
const fixedLocale = `
export const getDefaultLocale = () => ({ locale: "en-US", direction: "ltr" });
export const useDefaultLocale = getDefaultLocale;
`;

const numberFormatter = /[\\/]@internationalized[\\/]number[\\/]dist[\\/]private[\\/]NumberFormatter\.mjs$/;
/** Asks the browser whether it knows the option, and leaves `false` in the variable if not. */
const signDisplayProbe =
  /([\w$]+) = false;\s*try \{\s*\1 = new Intl\.NumberFormat\([^;]+\.signDisplay === 'exceptZero';[^}]+\} catch\s*\{\}/;

/**
 * Leaves out what React Aria asks the browser before the page appears, and whose answer is known:
 *
 * - the language, for which it asks for all languages that dates can be written in (40 ms); the dashboard always names its
 *   own by `I18nProvider`;
 * - whether numbers can be formatted with signs, as all browsers of the build's target can: the first `Intl.NumberFormat` of
 *   a page takes as long as all other code of its start (40 ms), and most pages need none.
 *
 * @throws Error if a new version asks otherwise
 */
export function ariaStart(): Plugin {
  return {
    name: "shunt:aria-start",
    apply: "build",
    load: id => (defaultLocale.test(id) ? fixedLocale : undefined),
    transform(code, id) {
      if (!numberFormatter.test(id)) return;
      if (!signDisplayProbe.test(code)) this.error("NumberFormatter.mjs has changed: see build-tools/aria-start.ts");
      return { code: code.replace(signDisplayProbe, "$1 = true;"), map: null };
    },
  };
}
