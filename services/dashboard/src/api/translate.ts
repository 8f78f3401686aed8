import type { TranslateProblem } from "@shunt/contracts/client";

/** Puts the texts of a problem into the language of the page. The sentences are loaded with the first problem. */
export const translate: TranslateProblem = async problem => {
  try {
    const { translateProblem } = await import("../problems/translate-problem.ts");
    return await translateProblem(problem);
  } catch {
    // The problem matters more than its language, as when the network is gone.
    return problem;
  }
};
