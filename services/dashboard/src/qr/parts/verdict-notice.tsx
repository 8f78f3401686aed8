import { CircleAlert, CircleCheck, CircleX, LoaderCircle } from "lucide-react";
import { useMessages } from "../../messages/catalogue.ts";
import type { Verdict } from "../check-reading.ts";
import type { Advice } from "../list-advice.ts";
import { qrMessages } from "../messages/index.ts";

const looks = {
  good: { icon: CircleCheck, className: "bg-ok-soft text-ok" },
  hard: { icon: CircleAlert, className: "bg-watch-soft text-watch" },
  none: { icon: CircleX, className: "bg-act-soft text-act" },
} as const;
const checking = { icon: LoaderCircle, className: "bg-sunken text-quiet" };

/** How well the design reads, and what would help. */
export function VerdictNotice({ verdict, advice }: { verdict: Verdict | undefined; advice: readonly Advice[] }) {
  const t = useMessages(qrMessages);
  const { icon: Icon, className } = verdict ? looks[verdict] : checking;
  return (
    <div role="status" className={`flex min-h-22 gap-3 rounded-xl p-3.5 ${className}`}>
      <Icon size={20} className="mt-0.5 shrink-0" aria-hidden />
      <div className="min-w-0">
        <p className="font-semibold">{verdict ? t.verdicts[verdict] : t.verdictChecking}</p>
        {verdict && <p className="text-sm text-text">{t.verdictHints[verdict]}</p>}
        {advice.length > 0 && (
          <ul className="mt-2 flex list-disc flex-col gap-1 pl-4 text-sm text-text">
            {advice.map(each => (
              <li key={each}>{t.advice[each]}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
