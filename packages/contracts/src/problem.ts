/**
 * Every error a client can meet, with its HTTP status and its title. The code is stable: programs may branch on it.
 * This is the one place that maps codes to statuses.
 */
export const problems = {
  "malformed-request": { status: 400, title: "The request could not be understood" },
  "headers-too-large": { status: 431, title: "The headers are too large" },
  "request-timeout": { status: 408, title: "The request took too long to arrive" },
  "malformed-json": { status: 400, title: "The body is not valid JSON" },
  "request-to-self": { status: 400, title: "This cannot be done to oneself" },
  "unknown-action": { status: 400, title: "There is no such action" },
  "not-authenticated": { status: 401, title: "Sign in to do this" },
  "invalid-credentials": { status: 401, title: "E-mail or password is wrong" },
  "invalid-token": { status: 401, title: "The token is not valid or no longer valid" },
  "totp-required": { status: 401, title: "This account also needs a code of its second factor" },
  "invalid-totp-code": { status: 401, title: "The code is wrong or has been used" },
  "wrong-password": { status: 403, title: "The current password is wrong" },
  "email-not-verified": { status: 403, title: "Confirm your e-mail address first" },
  "missing-scope": { status: 403, title: "This API key is not for that" },
  "admin-only": { status: 403, title: "This is for administrators" },
  "foreign-request": { status: 403, title: "This request came from another site" },
  forbidden: { status: 403, title: "This is not yours" },
  "not-found": { status: 404, title: "Nothing is here" },
  "link-not-found": { status: 404, title: "There is no such link" },
  "code-not-found": { status: 404, title: "This link has no such code" },
  "domain-not-found": { status: 404, title: "There is no such domain" },
  "session-not-found": { status: 404, title: "There is no such session" },
  "api-key-not-found": { status: 404, title: "There is no such API key" },
  "user-not-found": { status: 404, title: "There is no such account" },
  "host-not-blocked": { status: 404, title: "This host is not blocked" },
  "address-not-blocked": { status: 404, title: "This short URL is not blocked" },
  "webhook-not-found": { status: 404, title: "There is no such webhook" },
  "delivery-not-found": { status: 404, title: "There is no such delivery" },
  "tag-not-found": { status: 404, title: "There is no such tag" },
  "folder-not-found": { status: 404, title: "There is no such folder" },
  "workspace-not-found": { status: 404, title: "There is no such workspace" },
  "post-not-found": { status: 404, title: "There is no such post" },
  "comment-not-found": { status: 404, title: "There is no such comment" },
  "friend-request-not-found": { status: 404, title: "There is no such friend request" },
  "friend-not-found": { status: 404, title: "You are not friends" },
  "notification-not-found": { status: 404, title: "There is no such notification" },
  "media-not-found": { status: 404, title: "There is no such picture" },
  "method-not-allowed": { status: 405, title: "This method is not allowed here" },
  "alias-taken": { status: 409, title: "This alias is taken" },
  "external-id-taken": { status: 409, title: "Another link has this external id" },
  "primary-code": { status: 409, title: "The primary code cannot be taken away" },
  "too-many-codes": { status: 409, title: "The link has as many codes as it may have" },
  "domain-taken": { status: 409, title: "This domain belongs to somebody already" },
  "domain-in-use": { status: 409, title: "There are links on this domain" },
  "domain-not-verified": { status: 409, title: "Nothing shows yet that this domain is yours" },
  "too-many-domains": { status: 409, title: "There are as many domains as there may be" },
  "email-taken": { status: 409, title: "This e-mail address is registered already" },
  "username-taken": { status: 409, title: "This username is taken" },
  "request-pending": { status: 409, title: "A friend request is waiting for an answer already" },
  "friends-already": { status: 409, title: "You are friends already" },
  "request-answered": { status: 409, title: "This friend request has been answered already" },
  "media-quota-reached": { status: 409, title: "There is no more room for your pictures" },
  "email-verified": { status: 409, title: "This e-mail address is confirmed already" },
  "totp-enabled": { status: 409, title: "The second factor is switched on already" },
  "totp-not-enabled": { status: 409, title: "The second factor is not switched on" },
  "request-in-progress": { status: 409, title: "The first request with this Idempotency-Key is still under way" },
  "last-administrator": { status: 409, title: "Nobody else is an administrator" },
  "own-account": { status: 409, title: "Administrators cannot do this to themselves" },
  "too-many-api-keys": { status: 409, title: "There are as many API keys as there may be" },
  "too-many-webhooks": { status: 409, title: "There are as many webhooks as there may be" },
  "delivery-pending": { status: 409, title: "This delivery is pending anyway" },
  "link-expired": { status: 410, title: "This link has expired" },
  "precondition-failed": { status: 412, title: "It has been changed meanwhile" },
  "body-too-large": { status: 413, title: "The body is too large" },
  "unsupported-media-type": { status: 415, title: "The body is of a media type that is not accepted here" },
  "validation-failed": { status: 422, title: "Some fields are not valid" },
  "mail-token-invalid": { status: 422, title: "This link is not valid or no longer valid" },
  "idempotency-key-reused": { status: 422, title: "This Idempotency-Key was used for another request" },
  "page-not-fetched": { status: 422, title: "This page cannot be read" },
  "media-refused": { status: 422, title: "This is not a picture that is accepted" },
  "target-refused": { status: 422, title: "This destination is not accepted" },
  "rate-limited": { status: 429, title: "Too many requests" },
  "link-blocked": { status: 451, title: "This link has been taken down" },
  internal: { status: 500, title: "Something went wrong on our side" },
  unavailable: { status: 503, title: "Not available right now, try again shortly" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** One field that was refused; `pointer` is an RFC 6901 JSON pointer into the body, or `?name` / `:name` for query and path. */
export interface FieldError {
  pointer: string;
  detail: string;
}

export interface ProblemOptions extends ErrorOptions {
  errors?: readonly FieldError[];
  /** When it makes sense to try again. */
  retryAfterSeconds?: number;
}

/** An error that a client is meant to see. Knows no HTTP: `problems` maps its code to a status. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, detail?: string, options: ProblemOptions = {}) {
    super(detail ?? problems[code].title, options);
    this.name = "Problem";
    this.code = code;
    this.errors = options.errors;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** A field that was refused for a reason that its schema does not have. @param pointer as in `FieldError` */
export function refuseField(pointer: string, detail: string): Problem {
  return refuseFields([{ pointer, detail }]);
}

/** Fields that the detail repeats; the others are counted. */
const maxNamedFields = 3;

/** Refuses a request for its fields; `detail` says what is wrong with the first ones, for clients that show nothing else. */
export function refuseFields(errors: readonly FieldError[]): Problem {
  const named = errors
    .slice(0, maxNamedFields)
    .map(({ pointer, detail }) => (isName(pointer) ? `${pointer} ${detail}` : detail));
  const more = errors.length - named.length;
  return new Problem("validation-failed", named.join("; ") + (more > 0 ? `; and ${more} more` : ""), { errors });
}

/** Neither the whole body nor the whole query. */
function isName(pointer: string): boolean {
  return pointer.length > 1;
}

/** The media type of RFC 9457 problem details. */
export const problemMediaType = "application/problem+json";

/** The RFC 9457 body of a problem. `type` is a URN, as there is no page behind it that could move. */
export function toProblemBody(problem: Problem, requestId: string) {
  const { status, title } = problems[problem.code];
  return {
    type: `urn:shunt:problem:${problem.code}`,
    title,
    status,
    detail: problem.message,
    code: problem.code,
    request_id: requestId,
    ...(problem.errors && { errors: problem.errors }),
  };
}
