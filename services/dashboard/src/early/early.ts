import { applyTheme } from "../app/theme.ts";
import { locale } from "../messages/locale.ts";
import { fetchEarly } from "./answers.ts";
import { findEarlyFiles } from "./find-early-files.ts";
import { refreshPath, sendRefresh, sessionHintKey, withSessionLock } from "./refresh.ts";

/**
 * Runs while the application is still on its way: loads the files of the page at the same time, and asks at once what
 * every page asks. `build-tools/early` builds it to a file of its own, with the list of the files.
 */
applyTheme();
for (const file of findEarlyFiles(location.pathname, locale, __earlyFiles)) {
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = file;
  document.head.append(link);
}
fetchEarly("/api/v1/instance", () => fetch("/api/v1/instance"));
if (localStorage.getItem(sessionHintKey)) fetchEarly(refreshPath, () => withSessionLock(sendRefresh));
