import { z } from "zod";
import { InstantText } from "../../instant.ts";
import { isReservedUsername } from "../../reserved-names.ts";
import { isStorable, text, unstorable } from "../../text.ts";
import { trimInvisible } from "../../trim-invisible.ts";
import { Credentials, Email, NewPassword } from "../auth.ts";
import { ownId } from "./identity.ts";
import { SocialPage, socialPageQuery, toSize } from "./paging.ts";

const reservedPrefix = "member-";

/** Characters that names could differ in without looking different. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Scripts whose letters look alike. No ordinary word mixes two of them. */
const likeLatin = [
  /\p{sc=Latin}/u,
  /\p{sc=Greek}/u,
  /\p{sc=Cyrillic}/u,
  /\p{sc=Armenian}/u,
  /\p{sc=Cherokee}/u,
  /\p{sc=Lisu}/u,
  /\p{sc=Coptic}/u,
];

function mixesScripts(name: string): boolean {
  return name.split(/[^\p{L}\p{M}]+/u).some(word => likeLatin.filter(script => script.test(word)).length > 1);
}

/** One line of any script. Variation selectors are removed, because keyboards add them to emoji. */
export const Username = z
  .string()
  .transform(name => trimInvisible(name.normalize("NFC").replace(/\p{Variation_Selector}/gu, "")))
  .refine(isStorable, unstorable)
  .refine(name => !unseen.test(name), "must not contain control or invisible characters")
  .refine(name => !mixesScripts(name), "must not mix scripts that look alike, such as Latin and Greek, within a word")
  .refine(name => [...name].length >= 3 && [...name].length <= 30, "must have 3 to 30 characters")
  .refine(
    name => !name.normalize("NFKC").toLowerCase().startsWith(reservedPrefix),
    `must not begin with ${reservedPrefix}`,
  )
  .refine(name => !isReservedUsername(name), "is reserved, or looks like a reserved name")
  .meta({
    minLength: 3,
    maxLength: 30,
    description: "Your name in posts: 3 to 30 characters of any script. It is unique, ignoring case and width.",
  });

export const RegisterMember = z
  .strictObject({
    username: Username,
    email: Email.describe("Your e-mail address, for signing in and for mails."),
    password: NewPassword,
  })
  .meta({
    id: "RegisterMember",
    examples: [{ username: "ann", email: "ann@example.com", password: "correct horse battery" }],
  });
export type RegisterMember = z.infer<typeof RegisterMember>;

export const Person = z
  .object({
    user_id: z.uuid().describe("Id of the account."),
    username: z.string().describe("The person's name. Plain text: escape it before you put it into markup."),
  })
  .meta({ id: "Person" });
export type Person = z.infer<typeof Person>;

export const LoginMember = Credentials.meta({
  id: "LoginMember",
  examples: [{ email: "ann@example.com", password: "correct horse battery" }],
});

export const UpdateProfile = z
  .strictObject({ ...ownId, username: Username })
  .meta({ id: "UpdateProfile", examples: [{ username: "ann" }] });
export type UpdateProfile = z.infer<typeof UpdateProfile>;

export const RequestStatus = z.enum(["pending", "accepted", "rejected"]);
export type RequestStatus = z.infer<typeof RequestStatus>;

export const SendFriendRequest = z
  .strictObject({
    ...ownId,
    receiver_id: z.uuid().toLowerCase().optional().describe("Id of the person to befriend. Send this or `username`."),
    username: text({ min: 1, max: 100 })
      .optional()
      .describe("Username of the person to befriend, in any case and width. Send this or `receiver_id`."),
  })
  .refine(({ receiver_id, username }) => receiver_id !== undefined || username !== undefined, {
    message: "is required, unless you send username",
    path: ["receiver_id"],
  })
  .refine(({ receiver_id, username }) => receiver_id === undefined || username === undefined, {
    message: "cannot be combined with receiver_id: send only one of them",
    path: ["username"],
  })
  .meta({
    id: "SendFriendRequest",
    examples: [{ receiver_id: "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10" }, { username: "ann" }],
  });
export type SendFriendRequest = z.infer<typeof SendFriendRequest>;

export const FriendRequest = z
  .object({
    request_id: z.uuid().describe("Id of the friend request."),
    status: RequestStatus.describe("`accepted` at once if the receiver had already sent you a request."),
    sender: Person.describe("The person who sent the request."),
    receiver: Person.describe("The person who received the request."),
    created_at: InstantText.describe("When the request was sent."),
  })
  .meta({ id: "FriendRequest" });
export type FriendRequest = z.infer<typeof FriendRequest>;

export const ListFriendRequests = z
  .strictObject({
    ...socialPageQuery,
    direction: z
      .enum(["received", "sent", "all"])
      .default("all")
      .describe("Requests that you received, sent, or both."),
    status: RequestStatus.optional().describe("Only requests with this status."),
  })
  .transform(toSize);
export type ListFriendRequests = z.infer<typeof ListFriendRequests>;

export const FriendRequestPage = SocialPage(FriendRequest, "requests").meta({ id: "FriendRequestPage" });

export const FriendRequestParams = z.object({ request_id: z.uuid().describe("Id of the friend request.") });

/** Any text, because other values get a problem of their own ("unknown-action"). */
const action = z.string().optional().describe("`accept` or `reject`. Send it in the body or in the query.");
export const AnswerFriendRequestQuery = z.strictObject({ ...ownId, action });
export const AnswerFriendRequest = z
  .strictObject({ ...ownId, action })
  .optional()
  .meta({ examples: [{ action: "accept" }] });
export const AnsweredFriendRequest = z
  .object({ status: z.enum(["accepted", "rejected"]).describe("The new status of the friend request.") })
  .meta({ id: "AnsweredFriendRequest" });

export const Friend = Person.extend({ since: InstantText.describe("When the friendship or the block began.") }).meta({
  id: "Friend",
});
export type Friend = z.infer<typeof Friend>;

export const ListPeople = z.strictObject(socialPageQuery).transform(toSize);
export type ListPeople = z.infer<typeof ListPeople>;
export const FriendPage = SocialPage(Friend, "friends").meta({ id: "FriendPage" });
export const BlockedPage = SocialPage(Friend, "blocked").meta({ id: "BlockedPage" });

export const EndFriendshipQuery = z.strictObject({
  ...ownId,
  friend_id: z.uuid().toLowerCase().describe("Id of the friend."),
});
export const PersonParams = z.object({ person_id: z.uuid().toLowerCase().describe("Id of the person.") });
