import { type Agent, get } from "node:http";

export interface Answer {
  status: number | undefined;
  location: string | undefined;
}

/** Requests a short link without following its redirect. */
export function visit(agent: Agent, url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, answer => {
      answer.resume();
      answer.once("error", reject);
      answer.once("end", () => resolve({ status: answer.statusCode, location: answer.headers.location }));
    });
    request.once("error", reject);
  });
}
