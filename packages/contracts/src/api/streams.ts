import { z } from "zod";

export type StreamName = "clicks" | "notifications";

export const ticketField = {
  ticket: z
    .string()
    .min(1)
    .max(2_000)
    .optional()
    .describe("A ticket in place of the `Authorization` header, which `EventSource` cannot send."),
};

export const StreamTicket = z
  .object({
    ticket: z.string().describe("Send it as `?ticket=`. It opens this stream only."),
    expires_in: z.int().describe("Seconds until the ticket can no longer open the stream."),
  })
  .meta({ id: "StreamTicket" });
export type StreamTicket = z.infer<typeof StreamTicket>;
