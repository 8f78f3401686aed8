import { pageColors, plainColor, toAccent } from "./accent.ts";

const { light, dark } = pageColors;

/**
 * The style sheet of all pages.
 *
 * @param color `#rrggbb`; null for that of Shunt
 */
export function toStyle(color: string | null): string {
  const onLight = toAccent(color ?? plainColor, light.card);
  const onDark = toAccent(color ?? plainColor, dark.card);
  return `
:root { color-scheme: light dark; --page: light-dark(${light.page}, ${dark.page});
  --card: light-dark(${light.card}, ${dark.card}); --text: light-dark(#16181d, #eceef2);
  --soft: light-dark(#4b5160, #b4bac7); --line: light-dark(#d9dce3, #363b47); --field: light-dark(#767d8d, #8b92a1);
  --danger: light-dark(#b3261e, #ff9d94); --accent: light-dark(${onLight.accent}, ${onDark.accent});
  --on-accent: light-dark(${onLight.onAccent}, ${onDark.onAccent}); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; grid-template-columns: minmax(0, 32rem); place-content: center;
  gap: 1.25rem; padding: 2rem 1rem; font: 1.0625rem/1.5 system-ui, sans-serif; background: var(--page);
  color: var(--text); overflow-wrap: anywhere; }
header { display: flex; align-items: center; gap: .75rem; font-weight: 600; padding: 0 .25rem; }
header img { max-height: 2.5rem; max-width: 10rem; }
main { padding: 2rem; background: var(--card); border: 1px solid var(--line); border-top: .25rem solid var(--accent);
  border-radius: .75rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; text-wrap: balance; }
p { margin: 0 0 .75rem; color: var(--soft); }
:is(p, form, dl):last-child { margin-bottom: 0; }
p:empty { display: none; }
.status { font-size: .875rem; letter-spacing: .1em; margin-bottom: .5rem; }
.alert { color: var(--danger); font-weight: 600; }
.url { color: var(--text); font-weight: 600; }
dl { margin: 1.25rem 0 0; }
dt { font-size: .875rem; color: var(--soft); }
dd { margin: 0 0 .75rem; }
form { margin-top: 1.25rem; display: grid; gap: .5rem; }
label { font-weight: 600; }
input, select, textarea { font: inherit; width: 100%; padding: .625rem .75rem; color: inherit; background: var(--card);
  border: 1px solid var(--field); border-radius: .5rem; }
a { color: var(--accent); }
/* At least 24 px, so that fingers hit it (WCAG 2.5.8). */
p > a:only-child { display: inline-block; padding-block: .25rem; }
button, .button { font: inherit; font-weight: 600; display: inline-block; margin-top: .5rem; padding: .625rem 1.25rem;
  cursor: pointer; text-align: center; text-decoration: none; border: 1px solid var(--accent); border-radius: .5rem;
  background: var(--accent); color: var(--on-accent); }
.aside { margin-top: 1.25rem; font-size: .875rem; }
.quiet { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;
}
