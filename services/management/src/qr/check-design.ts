import type { QrDesign } from "@shunt/contracts/links";
import { fieldProblem } from "@shunt/contracts/problem";
import { findUnknown, isReadable, minContrast } from "@shunt/qr";

/** @throws Problem "validation-failed" if scanners cannot read the colours, or the text has letters that we cannot draw */
export function checkDesign({ dark, light, gradient, text }: QrDesign): void {
  const contrast = `must be much darker than light, with a contrast of at least ${minContrast}:1`;
  if (!isReadable(dark, light)) throw fieldProblem("?dark", contrast);
  if (gradient !== undefined && !isReadable(gradient, light)) throw fieldProblem("?gradient", contrast);
  const unknown = findUnknown(text ?? "");
  if (unknown.length > 0)
    throw fieldProblem(
      "?text",
      `must consist of Latin, Greek and Cyrillic letters, digits and signs, without ${unknown.join(" ")}`,
    );
}
