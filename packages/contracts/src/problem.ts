/**
 * Every error that clients can get, by its code, with its HTTP status and title. Codes are stable, so programs may branch on them.
 * The only place that maps codes to statuses.
 */
export const problems = {
  "malformed-request": { status: 400, title: "The request is malformed" },
  "headers-too-large": { status: 431, title: "The request headers are too large" },
  "request-timeout": { status: 408, title: "The request took too long to arrive" },
  "malformed-json": { status: 400, title: "The body is not valid JSON" },
  "request-to-self": { status: 400, title: "You cannot do this to your own account" },
  "unknown-action": { status: 400, title: "Unknown action" },
  "not-authenticated": { status: 401, title: "Sign in first, or send an API key" },
  "invalid-credentials": { status: 401, title: "E-mail or password is wrong" },
  "invalid-token": { status: 401, title: "The token is invalid or has expired" },
  "totp-required": { status: 401, title: "This account requires a two-factor code" },
  "invalid-totp-code": { status: 401, title: "The two-factor code is wrong or was already used" },
  "link-locked": { status: 401, title: "This link needs a password" },
  "wrong-password": { status: 403, title: "The current password is wrong" },
  "invitation-for-other": { status: 403, title: "This invitation is for another e-mail address" },
  "email-not-verified": { status: 403, title: "Confirm your e-mail address first" },
  "missing-scope": { status: 403, title: "This API key does not allow this request" },
  "admin-only": { status: 403, title: "Only administrators may do this" },
  "registration-disabled": { status: 403, title: "New accounts cannot be created here" },
  "foreign-request": { status: 403, title: "This request came from another site" },
  forbidden: { status: 403, title: "You are not allowed to do this" },
  "link-unsafe": { status: 403, title: "This link may be harmful" },
  "not-found": { status: 404, title: "Nothing exists at this address" },
  "report-not-found": { status: 404, title: "Report not found" },
  "link-not-found": { status: 404, title: "Link not found" },
  "version-not-found": { status: 404, title: "The link has no version with this number" },
  "code-not-found": { status: 404, title: "The link does not have this code" },
  "domain-not-found": { status: 404, title: "Domain not found" },
  "session-not-found": { status: 404, title: "Session not found" },
  "api-key-not-found": { status: 404, title: "API key not found" },
  "user-not-found": { status: 404, title: "Account not found" },
  "host-not-blocked": { status: 404, title: "This host is not blocked" },
  "address-not-blocked": { status: 404, title: "This short URL is not blocked" },
  "webhook-not-found": { status: 404, title: "Webhook not found" },
  "delivery-not-found": { status: 404, title: "Delivery not found" },
  "tag-not-found": { status: 404, title: "Tag not found" },
  "folder-not-found": { status: 404, title: "Folder not found" },
  "utm-template-not-found": { status: 404, title: "UTM template not found" },
  "saved-view-not-found": { status: 404, title: "Saved view not found" },
  "shared-view-not-found": { status: 404, title: "This shared view does not exist, or has ended" },
  "workspace-not-found": { status: 404, title: "Workspace not found" },
  "member-not-found": { status: 404, title: "The workspace has no such member" },
  "invitation-not-found": { status: 404, title: "This invitation does not exist, or has ended" },
  "post-not-found": { status: 404, title: "Post not found" },
  "comment-not-found": { status: 404, title: "Comment not found" },
  "friend-request-not-found": { status: 404, title: "Friend request not found" },
  "friend-not-found": { status: 404, title: "You are not friends with this person" },
  "notification-not-found": { status: 404, title: "Notification not found" },
  "media-not-found": { status: 404, title: "Picture not found" },
  "method-not-allowed": { status: 405, title: "This method is not allowed here" },
  "alias-taken": { status: 409, title: "This short code is already taken" },
  "external-id-taken": { status: 409, title: "Another link already has this external id" },
  "primary-code": { status: 409, title: "The primary code cannot be removed" },
  "too-many-codes": { status: 409, title: "The link has reached its limit of codes" },
  "domain-taken": { status: 409, title: "This domain is already in use" },
  "domain-in-use": { status: 409, title: "The domain still has links; delete them first" },
  "domain-of-workspace": { status: 409, title: "The link has a code on a domain of its workspace" },
  "domain-not-verified": { status: 409, title: "The domain is not verified yet" },
  "too-many-domains": { status: 409, title: "Domain limit reached" },
  "email-taken": { status: 409, title: "This e-mail address is already registered" },
  "username-taken": { status: 409, title: "This username is already taken" },
  "request-pending": { status: 409, title: "A friend request is already pending" },
  "friends-already": { status: 409, title: "You are already friends" },
  "request-answered": { status: 409, title: "This friend request has already been answered" },
  "media-quota-reached": { status: 409, title: "Your space for pictures is full" },
  "email-verified": { status: 409, title: "This e-mail address is already confirmed" },
  "totp-enabled": { status: 409, title: "Two-factor authentication is already enabled" },
  "totp-not-enabled": { status: 409, title: "Two-factor authentication is not enabled" },
  "request-in-progress": { status: 409, title: "The first request with this Idempotency-Key is still in progress" },
  "last-administrator": { status: 409, title: "At least one active administrator must remain" },
  "already-member": { status: 409, title: "This person is a member already" },
  "too-many-invitations": { status: 409, title: "Invitation limit reached" },
  "last-owner": { status: 409, title: "A workspace needs an owner" },
  "too-many-workspaces": { status: 409, title: "Workspace limit reached" },
  "personal-workspace": { status: 409, title: "A personal workspace is deleted with its account" },
  "workspace-in-use": { status: 409, title: "The workspace still has links or domains; delete them first" },
  "sole-owner": { status: 409, title: "Other members need you as the owner of their workspace" },
  "own-account": { status: 409, title: "Administrators cannot do this to their own account" },
  "too-many-api-keys": { status: 409, title: "API key limit reached" },
  "too-many-webhooks": { status: 409, title: "Webhook limit reached" },
  "tag-name-taken": { status: 409, title: "Another tag already has this name" },
  "folder-name-taken": { status: 409, title: "Another folder already has this name" },
  "too-many-utm-templates": { status: 409, title: "UTM template limit reached" },
  "utm-template-name-taken": { status: 409, title: "Another UTM template already has this name" },
  "too-many-saved-views": { status: 409, title: "Saved view limit reached" },
  "saved-view-name-taken": { status: 409, title: "Another of your saved views has this name" },
  "too-many-shared-views": { status: 409, title: "Shared view limit reached" },
  "claim-taken": { status: 409, title: "Another account has already claimed this link" },
  "webhook-disabled": { status: 409, title: "The webhook is disabled; enable it first" },
  "delivery-pending": { status: 409, title: "This delivery is still pending" },
  "link-expired": { status: 410, title: "This link has expired" },
  "claim-expired": { status: 410, title: "The time to claim this link has ended" },
  "link-gone": { status: 410, title: "This link is no longer available" },
  "precondition-failed": { status: 412, title: "The resource has changed since you read it" },
  "body-too-large": { status: 413, title: "The body is too large" },
  "unsupported-media-type": { status: 415, title: "The media type of the body is not supported" },
  "validation-failed": { status: 422, title: "Some fields are not valid" },
  "claim-invalid": { status: 422, title: "This claim secret is not valid" },
  "mail-token-invalid": { status: 422, title: "This link is invalid or has expired" },
  "idempotency-key-reused": { status: 422, title: "This Idempotency-Key was used for a different request" },
  "page-not-fetched": { status: 422, title: "The page could not be read" },
  "media-refused": { status: 422, title: "This picture is not accepted" },
  "target-refused": { status: 422, title: "This destination is not accepted" },
  "rate-limited": { status: 429, title: "Too many requests" },
  "link-blocked": { status: 451, title: "This link has been blocked" },
  "link-restricted": { status: 451, title: "This link is not available to you" },
  internal: { status: 500, title: "Something went wrong on our side" },
  unavailable: { status: 503, title: "Temporarily unavailable, try again shortly" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

export interface FieldError {
  /** RFC 6901 JSON pointer into the body, `?name` for a query parameter, `:name` for a path parameter. */
  pointer: string;
  /** Reads after the field's name: "must be text". */
  detail: string;
}

export interface ProblemOptions extends ErrorOptions {
  errors?: readonly FieldError[];
  /** Seconds until a retry makes sense. */
  retryAfterSeconds?: number;
}

/** An error that is shown to clients. `detail` defaults to the code's title; `problems` maps the code to an HTTP status. */
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

/** Returns "validation-failed" for one field, for rules that its schema does not cover. @param pointer as in `FieldError` */
export function fieldProblem(pointer: string, detail: string): Problem {
  return validationProblem([{ pointer, detail }]);
}

/** Fields that the detail names; the others are counted. */
const maxNamedFields = 3;

/** Returns "validation-failed". Its `detail` repeats the first errors, for clients that show nothing else. */
export function validationProblem(errors: readonly FieldError[]): Problem {
  const named = errors
    .slice(0, maxNamedFields)
    .map(({ pointer, detail }) => (isName(pointer) ? `${pointer} ${detail}` : detail));
  const more = errors.length - named.length;
  return new Problem("validation-failed", named.join("; ") + (more > 0 ? `; and ${more} more` : ""), { errors });
}

/** False for the whole body ("") and the whole query ("?"). */
function isName(pointer: string): boolean {
  return pointer.length > 1;
}

export const problemMediaType = "application/problem+json";

/** The RFC 9457 body of a problem. `type` is a URN because there is no page about it. */
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
