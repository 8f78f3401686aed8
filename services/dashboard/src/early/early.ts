import { applyTheme } from "../app/theme.ts";
import { locale } from "../messages/locale.ts";
import { keepEarlyAnswer } from "./answers.ts";
import { findEarlyFiles } from "./find-early-files.ts";
import { refreshPath, sendRefresh, sessionHintKey, withSessionLock } from "./refresh.ts";
import { showStartFailure } from "./start-failure.ts";

const mePath = "/api/v1/auth/me";

/**
 * Runs while the application is still on its way: loads the files of the page at the same time, and asks at once what
 * every page asks. `build-tools/early` builds it to a file of its own, with the list of the files.
 */
applyTheme();
const isSignedIn = localStorage.getItem(sessionHintKey) !== null;
const { documentElement: root } = document;
// A page that the build has drawn is for people who are not signed in, in the language that their browser asks for.
if (isSignedIn || root.lang !== locale) root.dataset.start = "logo";
// All scripts of the page have run then, or cannot be loaded.
window.addEventListener("load", () => {
  if (root.dataset.started === undefined) showStartFailure();
});
for (const file of findEarlyFiles(location.pathname, locale, __earlyFiles)) {
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = file;
  document.head.append(link);
}
keepEarlyAnswer("/api/v1/instance", fetch("/api/v1/instance"));
if (isSignedIn) {
  const refreshed = withSessionLock(sendRefresh);
  keepEarlyAnswer(refreshPath, refreshed);
  // The account, which the frame of every page shows, as soon as there is a token.
  const authorization = refreshed.then(readAuthorization);
  const fetchMe = (value: string) => fetch(mePath, { headers: { authorization: value } });
  keepEarlyAnswer(mePath, authorization.then(fetchMe), authorization);
}

/** @throws Error for a refused refresh, which the application sees */
async function readAuthorization(refreshed: Response): Promise<string> {
  if (!refreshed.ok) throw new Error(`the refresh got ${refreshed.status}`);
  const { access_token } = (await refreshed.clone().json()) as { access_token: string };
  return `Bearer ${access_token}`;
}
