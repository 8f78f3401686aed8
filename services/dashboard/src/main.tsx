import "@fontsource-variable/inter/wght.css";
import "./styles.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { applyTheme } from "./app/theme.ts";
import { locale } from "./messages/locale.ts";

document.documentElement.lang = locale;
applyTheme();
createRoot(document.getElementById("root") as HTMLElement).render(<App />);
