import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { Opening } from "../ui/opening.tsx";
import { bindKeys } from "./bind-keys.ts";
import { isKeyTaken } from "./is-key-taken.ts";

const loadPalette = () => import("../palette/palette.tsx");
const Palette = lazy(() => loadPalette().then(({ Palette: component }) => ({ default: component })));
const KeysDialog = lazy(() =>
  import("../palette/keys-dialog.tsx").then(({ KeysDialog: component }) => ({ default: component })),
);

/** Pause after the page (ms), so that people can type into the palette as soon as its key is pressed. */
const preloadMs = 3_000;

/** The keys of all pages, and the windows that they open. Pages add keys of their own. */
export function Shortcuts() {
  const navigate = useNavigate();
  const [open, setOpen] = useState<"palette" | "keys">();
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), preloadMs);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    const on = (run: () => void) => (event: KeyboardEvent) => {
      if (isKeyTaken(event)) return;
      event.preventDefault();
      run();
    };
    return bindKeys({
      "Shift+?": on(() => setOpen("keys")),
      c: on(() => void navigate({ to: "/links/new" })),
      "/": on(() => setOpen("palette")),
    });
  }, [navigate]);
  useEffect(() => {
    const toggle = (event: KeyboardEvent) => {
      event.preventDefault();
      setOpen(before => (before === "palette" ? undefined : "palette"));
    };
    return bindKeys({ "$mod+k": toggle }, { isFirst: true });
  }, []);
  const close = () => setOpen(undefined);
  return (
    <Suspense fallback={<Opening onClose={close} />}>
      {open === "palette" && <Palette onClose={close} onShowKeys={() => setOpen("keys")} />}
      {open === "keys" && <KeysDialog onClose={close} />}
    </Suspense>
  );
}
