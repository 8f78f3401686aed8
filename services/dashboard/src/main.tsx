import "@fontsource-variable/inter/wght.css";
import "./styles.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { applyTheme } from "./app/theme.ts";
import { locale } from "./messages/locale.ts";

// Pages that load zod forbid code from text, which it would try out.
(globalThis as { __zod_globalConfig?: { jitless: boolean } }).__zod_globalConfig = { jitless: true };
document.documentElement.lang = locale;
applyTheme();
createRoot(document.getElementById("root") as HTMLElement).render(<App />);
