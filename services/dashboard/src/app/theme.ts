/** Colours: as the system wants them, unless the visitor chooses. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const storageKey = "shunt-theme";

export function readTheme(): Theme {
  return themes.find(each => each === localStorage.getItem(storageKey)) ?? "system";
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(storageKey, theme);
  applyTheme();
}

/** Sets the attribute that `styles.css` reads. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = readTheme();
}
