import type { RuleWarning } from "@shunt/contracts/links";
import { TriangleAlert } from "lucide-react";

/** What is wrong with a rule or a condition although it can be saved. */
export function WarningList({ warnings }: { warnings: readonly RuleWarning[] }) {
  return warnings.map(({ code, message }) => (
    <p key={code + message} className="flex items-start gap-1.5 text-sm text-watch">
      <TriangleAlert size={16} className="mt-0.5 shrink-0" aria-hidden /> {message}
    </p>
  ));
}
