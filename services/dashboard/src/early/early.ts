import { applyTheme } from "../app/theme.ts";
import { locale } from "../messages/locale.ts";
import { fetchEarly } from "./answers.ts";
import { findEarlyFiles } from "./find-early-files.ts";
import { refreshPath, sendRefresh, sessionHintKey, withSessionLock } from "./refresh.ts";

const mePath = "/api/v1/auth/me";

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
if (localStorage.getItem(sessionHintKey)) {
  const refreshed = withSessionLock(sendRefresh);
  fetchEarly(refreshPath, () => refreshed);
  // A failure is that of the refresh, which the application sees.
  refreshed.then(fetchMe).catch(() => undefined);
}

/** Asks for the account, which the frame of every page shows, as soon as there is a token. */
async function fetchMe(refreshed: Response): Promise<void> {
  if (!refreshed.ok) return;
  const { access_token } = (await refreshed.clone().json()) as { access_token: string };
  const authorization = `Bearer ${access_token}`;
  fetchEarly(mePath, () => fetch(mePath, { headers: { authorization } }), authorization);
}
