import { z } from "zod";

/** The token alone identifies the caller. Requests may repeat the caller's id; another id is refused. */
export const ownId = {
  user_id: z
    .uuid()
    .optional()
    .describe("Your own id. You can omit it, because the token identifies you; another id is 403."),
  sender_id: z.uuid().optional().describe("Same as `user_id`."),
};

export const OwnIdQuery = z.strictObject(ownId);
export const OwnIdBody = z
  .strictObject(ownId)
  .optional()
  .meta({ examples: [{}] });
