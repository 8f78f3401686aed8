import { type Html, html } from "@shunt/runtime";

/** Where the form of a page is sent. */
export interface PageForm {
  action: string;
  method: "get" | "post";
  /** Hidden fields. */
  fields: Readonly<Record<string, string>>;
  /** Link types of the form, such as `noreferrer`. */
  rel?: string;
}

export function renderForm({ action, method, fields, rel }: PageForm, content: Html): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">
`,
  );
  return html`<form method="${method}" action="${action}"${rel === undefined ? html`` : html` rel="${rel}"`}>
${hidden}${content}
</form>`;
}
