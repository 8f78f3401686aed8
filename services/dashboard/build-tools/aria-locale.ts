import type { Plugin } from "vite";

const file = /[\\/]react-aria[\\/]dist[\\/]private[\\/]i18n[\\/]useDefaultLocale\.mjs$/;

const replacement = `
export const getDefaultLocale = () => ({ locale: "en-US", direction: "ltr" });
export const useDefaultLocale = getDefaultLocale;
`;

/**
 * Leaves out React Aria's search for the language of the browser. It runs before the page appears, and takes 40 ms as it asks
 * for all languages that dates can be written in. The dashboard always names its language by `I18nProvider`.
 */
export function ariaLocale(): Plugin {
  return {
    name: "shunt:aria-locale",
    apply: "build",
    load: id => (file.test(id) ? replacement : undefined),
  };
}
