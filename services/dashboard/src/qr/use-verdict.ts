import type { Drawing } from "@shunt/qr";
import { useEffect, useState } from "react";
import { checkReading, type Verdict } from "./check-reading.ts";

/** Pause after a change, so that a slider does not start a check for each value. */
const pauseMs = 250;

interface Checked {
  drawing: Drawing;
  logo: string | undefined;
  verdict: Verdict;
}

/** How well the design reads, undefined until it has been checked. */
export function useVerdict(drawing: Drawing, text: string, logo: string | undefined): Verdict | undefined {
  const [checked, setChecked] = useState<Checked>();
  useEffect(() => {
    let isCurrent = true;
    const check = async () => {
      const verdict = await checkReading(drawing, text, logo);
      if (isCurrent) setChecked({ drawing, logo, verdict });
    };
    const timer = setTimeout(() => void check(), pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [drawing, text, logo]);
  return checked?.drawing === drawing && checked.logo === logo ? checked.verdict : undefined;
}
