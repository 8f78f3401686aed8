import { z } from "zod";

/**
 * Who acts is told by the token alone. Clients that name themselves as well may do so, in the body or the query: as somebody
 * else they are refused.
 */
export const ownId = {
  user_id: z.uuid().optional().meta({ description: "One's own; the token tells it anyway." }),
  sender_id: z.uuid().optional().meta({ description: "The same as `user_id`." }),
};

/** For what needs neither a body nor a query. */
export const OwnIdQuery = z.strictObject(ownId);
export const OwnIdBody = z.strictObject(ownId).optional();
