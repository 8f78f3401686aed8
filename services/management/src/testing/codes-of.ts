/** Sorted. */
export function codesOf(answers: readonly { status: number; body: { code?: string } | string }[]): string[] {
  return answers
    .map(({ status, body }) => (typeof body === "object" && body.code ? `${status} ${body.code}` : String(status)))
    .sort();
}
