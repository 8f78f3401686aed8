import { formatNumber, plural } from "../../messages/format.ts";

export const messages = {
  about: "All short links that you may see.",
  clicks: (n: number) => plural(n, { one: "1 click", other: `${formatNumber(n)} clicks` }),
  empty: "No links yet",
  title: "Links",
};
export type Messages = typeof messages;
