import { type FieldError, type ProblemCode, problemMediaType } from "../problem.ts";

/** An answer of the API that is not a success. */
export class ApiError extends Error {
  readonly status: number;
  /** Undefined where something between client and API has answered. */
  readonly code: ProblemCode | undefined;
  /** The fields that were refused. */
  readonly errors: readonly FieldError[];
  /** When it makes sense to try again. */
  readonly retryAfterSeconds: number | undefined;
  /** To quote when asking for help. */
  readonly requestId: string | undefined;

  constructor(message: string, { status, headers }: Response, problem: ProblemFields = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code;
    this.errors = problem.errors ?? [];
    this.retryAfterSeconds = Number(headers.get("retry-after")) || undefined;
    this.requestId = problem.request_id;
  }
}

/** Of RFC 9457 problem details as the API sends them. */
interface ProblemFields {
  code?: ProblemCode;
  detail?: string;
  errors?: readonly FieldError[];
  request_id?: string;
}

/** Reads the problem of an answer. @param name of the operation */
export async function toApiError(name: string, response: Response): Promise<ApiError> {
  const isProblem = response.headers.get("content-type")?.startsWith(problemMediaType) ?? false;
  const text = await response.text();
  const problem = isProblem ? parseProblem(text) : {};
  return new ApiError(`${name}: ${response.status} ${problem.detail ?? text.slice(0, 200)}`, response, problem);
}

/** Something between client and API may answer in a form of its own. */
function parseProblem(text: string): ProblemFields {
  try {
    return (JSON.parse(text) as ProblemFields | null) ?? {};
  } catch {
    return {};
  }
}
