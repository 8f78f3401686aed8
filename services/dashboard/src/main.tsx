import "@fontsource-variable/inter/wght.css";
import "./styles.css";
import { startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { applyTheme } from "./app/theme.ts";
import { showStartFailure } from "./early/start-failure.ts";
import { locale } from "./messages/locale.ts";
import { replacePrerendered } from "./prerender/replace-prerendered.ts";
import { ignoreDoubleSubmits } from "./ui/ignore-double-submits.ts";

// The Content-Security-Policy forbids to compile code, which zod would try, where a page loads it.
(globalThis as { __zod_globalConfig?: { jitless: boolean } }).__zod_globalConfig = { jitless: true };
document.documentElement.lang = locale;
// early/early.ts reads it.
document.documentElement.dataset.started = "";
applyTheme();
ignoreDoubleSubmits();
const element = document.getElementById("root") as HTMLElement;
replacePrerendered(element);
const root = createRoot(element, {
  // Nothing is left of the application then, or nothing has come.
  onUncaughtError: error => {
    reportError(error);
    showStartFailure();
  },
});
// As a transition, React renders it in pieces between which the page can react.
startTransition(() => root.render(<App />));
