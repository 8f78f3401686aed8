import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { tinykeys } from "tinykeys";
import { isKeyTaken } from "./is-key-taken.ts";

const Palette = lazy(() => import("../palette/palette.tsx").then(({ Palette: component }) => ({ default: component })));
const KeysDialog = lazy(() =>
  import("../palette/keys-dialog.tsx").then(({ KeysDialog: component }) => ({ default: component })),
);

/** The keys of all pages, and the windows that they open. Pages add keys of their own. */
export function Shortcuts() {
  const navigate = useNavigate();
  const [open, setOpen] = useState<"palette" | "keys">();
  useEffect(() => {
    const on = (run: () => void) => (event: KeyboardEvent) => {
      if (isKeyTaken(event)) return;
      event.preventDefault();
      run();
    };
    return tinykeys(window, {
      "$mod+k": event => {
        event.preventDefault();
        setOpen(before => (before === "palette" ? undefined : "palette"));
      },
      "Shift+?": on(() => setOpen("keys")),
      c: on(() => void navigate({ to: "/links/new" })),
      "/": on(() => setOpen("palette")),
    });
  }, [navigate]);
  const close = () => setOpen(undefined);
  return (
    <Suspense>
      {open === "palette" && <Palette onClose={close} onShowKeys={() => setOpen("keys")} />}
      {open === "keys" && <KeysDialog onClose={close} />}
    </Suspense>
  );
}
