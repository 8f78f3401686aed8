import { z } from "zod";

/** Streams of server-sent events that a ticket opens. */
export type StreamName = "clicks" | "notifications";

/** For the query of a stream. */
export const ticketField = {
  ticket: z.string().min(1).max(2_000).optional().meta({
    description: "A ticket, instead of the `Authorization` header, which `EventSource` cannot send.",
  }),
};

export const StreamTicket = z
  .object({
    ticket: z.string().meta({ description: "To be sent as `?ticket=`; good for opening this stream only." }),
    expires_in: z.int().meta({ description: "How long it can be used to open the stream, in seconds." }),
  })
  .meta({ id: "StreamTicket" });
export type StreamTicket = z.infer<typeof StreamTicket>;
