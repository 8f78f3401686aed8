import type { Instance } from "@shunt/contracts/accounts";
import { createMemoryHistory } from "@tanstack/react-router";
import { renderToStaticMarkup } from "react-dom/server";
import { prerender } from "react-dom/static";
import { instanceQuery } from "../api/instance.ts";
import { queryClient } from "../api/query-client.ts";
import { App } from "../app/app.tsx";
import { appMessages } from "../app/messages/index.ts";
import { router } from "../app/router.ts";
import { toPicture } from "./to-picture.ts";

/** A page as markup: what belongs in the head, and what the application draws in its root. */
export interface RenderedPage {
  head: string;
  content: string;
  /** For people without scripts. */
  notice: string;
}

/**
 * Draws a page as for a visitor who is not signed in. `build-tools/prerender.ts` runs this in Node, once for each language, in
 * which all texts then are.
 *
 * @param instance what the page reads of the installation
 * @throws Error for a page that cannot be shown without the application
 */
export async function renderPage(path: string, instance: Instance): Promise<RenderedPage> {
  queryClient.setQueryData(instanceQuery.queryKey, instance);
  const history = createMemoryHistory({ initialEntries: [path] });
  router.update({ ...router.options, history, scrollRestoration: false });
  await router.load();
  // Waits for all that the page loads; drawn again, it waits for nothing.
  await prerender(<App />);
  const markup = renderToStaticMarkup(<App />);
  const [, head = "", content = ""] = /^((?:<link[^>]*>)*(?:<title>[^<]*<\/title>)?)(.*)$/s.exec(markup) ?? [];
  const { needsScripts: notice } = await appMessages.load();
  return { head, content: toPicture(content), notice };
}
