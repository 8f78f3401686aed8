import type { Spool } from "../spool/spool.ts";

/**
 * Holds every answer until the clicks of its turn of the event loop are written. All of them leave together then, which
 * costs less than a write and an answer in turns.
 */
export function holdAnswers<A extends unknown[]>(
  fetch: (...args: A) => Response | Promise<Response>,
  spool: Pick<Spool, "written">,
): (...args: A) => Response | Promise<Response> {
  const hold = (answer: Response) => spool.written()?.then(() => answer) ?? answer;
  return (...args) => {
    const answer = fetch(...args);
    return answer instanceof Promise ? answer.then(hold) : hold(answer);
  };
}
