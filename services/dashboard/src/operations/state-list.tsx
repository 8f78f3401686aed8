import type { ReactNode } from "react";
import { Card } from "../ui/page.tsx";
import type { Tone } from "./tone.ts";

const dots = { ok: "bg-ok", watch: "bg-watch", act: "bg-act", plain: "bg-field" };
const words = { ok: "text-ok", watch: "text-watch", act: "text-act", plain: "text-quiet" };

export interface StateRow {
  name: string;
  tone: Tone | "plain";
  state: ReactNode;
  detail?: ReactNode;
}

/** Parts of the installation with their states, one a line. */
export function StateList({ title, rows }: { title: string; rows: readonly StateRow[] }) {
  return (
    <Card title={title}>
      <ul className="-my-2 divide-y divide-line">
        {rows.map(({ name, tone, state, detail }) => (
          <li key={name} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
            <span>{name}</span>
            <span className={`flex items-center gap-2 font-medium ${words[tone]}`}>
              <span className={`size-2 rounded-full ${dots[tone]}`} aria-hidden />
              {state}
            </span>
            {detail !== undefined && <span className="basis-full text-sm text-quiet">{detail}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
