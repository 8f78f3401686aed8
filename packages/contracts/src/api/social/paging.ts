import { z } from "zod";
import { Cursor, formerName, Page, wholeNumber } from "../query.ts";
import { ownId } from "./identity.ts";

const size = wholeNumber(1, 100).optional();
const byDefault = 20;

/** The query of a list, with the former name of its size. */
export const socialPageQuery = {
  ...ownId,
  cursor: Cursor,
  size: size.meta({ description: `${byDefault} by default.` }),
  page_size: size.meta(formerName("size")),
};

/** Reads a size that is sent by its former name. */
export function toSize<Q extends { size?: number | undefined; page_size?: number | undefined }>({
  page_size,
  size = page_size ?? byDefault,
  ...query
}: Q) {
  return { ...query, size };
}

/** A page, with the former name of its items. */
export function SocialPage<T extends z.ZodType, const Former extends string>(item: T, former: Former) {
  const items = z.array(item).meta(formerName("items"));
  return Page(item).extend({ [former]: items } as { [K in Former]: typeof items });
}
