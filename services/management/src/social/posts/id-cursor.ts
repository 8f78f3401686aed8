import { refuseField } from "@shunt/contracts";
import { z } from "zod";

/** The id of the last item of a page, where ids tell the order. @throws Problem "validation-failed" for what is none */
export function fromIdCursor(cursor: string): string {
  const id = z.uuid().safeParse(cursor);
  if (!id.success) throw refuseField("?cursor", "is not a cursor of an earlier page");
  return id.data;
}
