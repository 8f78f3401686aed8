import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { lazyOverlay } from "../ui/lazy-overlay.tsx";
import { bindKeys } from "./bind-keys.ts";
import { isKeyTaken } from "./is-key-taken.ts";

const Palette = lazyOverlay(async () => (await import("../palette/palette.tsx")).Palette);
const KeysDialog = lazyOverlay(async () => (await import("../palette/keys-dialog.tsx")).KeysDialog);

/** Pause after the page (ms), so that people can type into the palette as soon as its key is pressed. */
const preloadMs = 3_000;

/** The keys of all pages, and the windows that they open. Pages add keys of their own. */
export function Shortcuts() {
  const navigate = useNavigate();
  const [open, setOpen] = useState<"palette" | "keys">();
  useEffect(() => {
    const timer = setTimeout(() => void Palette.preload(), preloadMs);
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
    <>
      {open === "palette" && <Palette onClose={close} onShowKeys={() => setOpen("keys")} />}
      {open === "keys" && <KeysDialog onClose={close} />}
    </>
  );
}
