import { z } from "zod";
import { Cursor, formerName, Page, wholeNumber } from "../query.ts";
import { ownId } from "./identity.ts";

const size = wholeNumber(1, 100).optional();
const byDefault = 20;

/** Query parameters of a list, with the former name of `size`. */
export const socialPageQuery = {
  ...ownId,
  cursor: Cursor,
  size: size.describe(`Items per page, ${byDefault} by default.`),
  page_size: size.meta(formerName("size")),
};

/** Accepts the size by its former name too. */
export function toSize<Q extends { size?: number | undefined; page_size?: number | undefined }>({
  page_size,
  size = page_size ?? byDefault,
  ...query
}: Q) {
  return { ...query, size };
}

/** A page that repeats its items by their former name. */
export function SocialPage<T extends z.ZodType, const Former extends string>(item: T, former: Former) {
  const items = z.array(item).meta(formerName("items"));
  return Page(item).extend({ [former]: items } as { [K in Former]: typeof items });
}
