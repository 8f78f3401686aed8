import { type Look, renderPage, toLook } from "@shunt/pages";
import { type Html, html } from "@shunt/runtime";
import type { Request, Response } from "express";

export interface PageContent {
  title: string;
  /** Below the title. */
  content: Html;
  /**
   * `no-referrer` by default, because the URL of the page may contain a secret. Browsers send the origin of a form only with
   * `same-origin`.
   */
  referrerPolicy?: "no-referrer" | "same-origin";
}

/** The look of pages in the language of a visitor. */
export function toPageLook(req: Request): Look {
  return toLook(req.get("accept-language") ?? "", null);
}

/** Sends a self-contained page without scripts, images or requests to other hosts, with the status of `res`. */
export function sendPage(
  res: Response,
  look: Look,
  { title, content, referrerPolicy = "no-referrer" }: PageContent,
): void {
  const { headers, markup } = renderPage(look, {
    title,
    content: html`<h1>${title}</h1>
${content}`,
    forms: "here",
  });
  res.set({ ...headers, "Referrer-Policy": referrerPolicy }).send(markup);
}
