/** How requests were answered, sorted: each by its status and the code of its problem. */
export function codesOf(answers: readonly { status: number; body: { code?: string } | string }[]): string[] {
  return answers
    .map(({ status, body }) => (typeof body === "object" && body.code ? `${status} ${body.code}` : String(status)))
    .sort();
}
