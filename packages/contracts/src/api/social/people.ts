import { z } from "zod";
import { InstantText } from "../../instant.ts";
import { isReservedUsername } from "../../reserved-names.ts";
import { isStorable, trimInvisible, unstorable } from "../../text.ts";
import { Email, Login, NewPassword } from "../auth.ts";
import { ownId } from "./identity.ts";
import { SocialPage, socialPageQuery, toSize } from "./paging.ts";

const reservedPrefix = "member-";

/** What two names could differ by without looking different. Variation selectors are removed, as keyboards add them to emoji. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Scripts with letters that look alike. Within a word, nobody writes in two of them. */
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

/** Any text of one line; no two are the same but for case or width. */
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
  .meta({ minLength: 3, maxLength: 30 });

export const RegisterMember = z.strictObject({ username: Username, email: Email, password: NewPassword }).meta({
  id: "RegisterMember",
  examples: [{ username: "ann", email: "ann@example.com", password: "correct horse battery" }],
});
export type RegisterMember = z.infer<typeof RegisterMember>;

export const Person = z.object({ user_id: z.uuid(), username: z.string() }).meta({ id: "Person" });
export type Person = z.infer<typeof Person>;

export const LoginMember = Login.meta({ id: "LoginMember" });

export const UpdateProfile = z.strictObject({ ...ownId, username: Username }).meta({ id: "UpdateProfile" });
export type UpdateProfile = z.infer<typeof UpdateProfile>;

export const RequestStatus = z.enum(["pending", "accepted", "rejected"]);
export type RequestStatus = z.infer<typeof RequestStatus>;

export const SendFriendRequest = z
  .strictObject({ ...ownId, receiver_id: z.uuid().toLowerCase() })
  .meta({ id: "SendFriendRequest" });
export type SendFriendRequest = z.infer<typeof SendFriendRequest>;

export const FriendRequest = z
  .object({
    request_id: z.uuid(),
    status: RequestStatus,
    sender: Person,
    receiver: Person,
    created_at: InstantText,
  })
  .meta({ id: "FriendRequest" });
export type FriendRequest = z.infer<typeof FriendRequest>;

export const ListFriendRequests = z
  .strictObject({
    ...socialPageQuery,
    direction: z.enum(["received", "sent", "all"]).default("all"),
    status: RequestStatus.optional(),
  })
  .transform(toSize);
export type ListFriendRequests = z.infer<typeof ListFriendRequests>;

export const FriendRequestPage = SocialPage(FriendRequest, "requests").meta({ id: "FriendRequestPage" });

export const FriendRequestParams = z.object({ request_id: z.uuid() });

/** Any word: those that are none of the two are answered with a status of their own. */
const action = z.string().optional().meta({ description: "`accept` or `reject`, in the body or the query." });
export const AnswerFriendRequestQuery = z.strictObject({ ...ownId, action });
export const AnswerFriendRequest = z.strictObject({ ...ownId, action }).optional();
export const AnsweredFriendRequest = z
  .object({ status: z.enum(["accepted", "rejected"]) })
  .meta({ id: "AnsweredFriendRequest" });

export const Friend = Person.extend({ since: InstantText }).meta({ id: "Friend" });
export type Friend = z.infer<typeof Friend>;

export const ListPeople = z.strictObject(socialPageQuery).transform(toSize);
export type ListPeople = z.infer<typeof ListPeople>;
export const FriendPage = SocialPage(Friend, "friends").meta({ id: "FriendPage" });
export const BlockedPage = SocialPage(Friend, "blocked").meta({ id: "BlockedPage" });

export const EndFriendshipQuery = z.strictObject({ ...ownId, friend_id: z.uuid().toLowerCase() });
export const PersonParams = z.object({ person_id: z.uuid().toLowerCase() });
