import type { Spool } from "../spool/spool.ts";

/** Holds each answer until the clicks of its event loop tick are written, with one write for all of them. */
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
