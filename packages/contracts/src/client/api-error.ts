import { type FieldError, type ProblemCode, problemMediaType } from "../problem.ts";

/** A response that is not a success. */
export class ApiError extends Error {
  readonly status: number;
  /** Undefined if the response is not from the API, but from a proxy. */
  readonly code: ProblemCode | undefined;
  /** The reason in a sentence for people. Undefined if the response is not from the API. */
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[];
  /** Seconds until a retry makes sense. */
  readonly retryAfterSeconds: number | undefined;
  readonly requestId: string | undefined;

  constructor(message: string, { status, headers }: Response, problem: ProblemFields = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.retryAfterSeconds = Number(headers.get("retry-after")) || undefined;
    this.requestId = problem.request_id;
  }
}

export interface ProblemFields {
  code?: ProblemCode;
  detail?: string;
  errors?: readonly FieldError[] | undefined;
  request_id?: string;
}

/** Puts the texts of a problem into another language. */
export type TranslateProblem = (problem: ProblemFields) => Promise<ProblemFields>;

/** Converts a response. @param name of the operation */
export async function toApiError(name: string, response: Response, translate?: TranslateProblem): Promise<ApiError> {
  const isProblem = response.headers.get("content-type")?.startsWith(problemMediaType) ?? false;
  const text = await response.text();
  const given = isProblem ? parseProblem(text) : {};
  const problem = translate ? await translate(given) : given;
  return new ApiError(`${name}: ${response.status} ${problem.detail ?? text.slice(0, 200)}`, response, problem);
}

/** A proxy may send a body of any form. */
function parseProblem(text: string): ProblemFields {
  try {
    return (JSON.parse(text) as ProblemFields | null) ?? {};
  } catch {
    return {};
  }
}
