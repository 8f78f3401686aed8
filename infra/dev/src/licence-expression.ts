const free = new Set(
  `0BSD Apache-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause CC-BY-4.0 CC0-1.0 ISC MIT MIT-0 PostgreSQL Python-2.0
   Unlicense`.split(/\s+/),
);

/** Whether an SPDX expression is permissive: one alternative of OR suffices, AND needs all. */
export function isFreeLicence(expression: unknown): boolean {
  if (typeof expression !== "string") return false;
  const alternatives = expression.replace(/[()]/g, "").split(/\s+OR\s+/i);
  return alternatives.some(alternative => alternative.split(/\s+AND\s+/i).every(licence => free.has(licence.trim())));
}
