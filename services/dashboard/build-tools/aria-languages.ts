import type { Plugin } from "vite";

/** A file of React Aria's own texts, by its language. */
const textFile = /[\\/]react-aria[\\/]dist[\\/]private[\\/]intl[\\/][^\\/]+[\\/]([a-z]{2})-[A-Z]{2}\.mjs$/;

/** Leaves React Aria's texts out of the build, but for the languages of the dashboard: each part has those of 34. */
export function ariaLanguages(languages: readonly string[]): Plugin {
  return {
    name: "shunt:aria-languages",
    apply: "build",
    load(id) {
      const language = textFile.exec(id)?.[1];
      return language === undefined || languages.includes(language) ? undefined : "export default {};";
    },
  };
}
