import type { Click } from "@shunt/contracts";

type Fields = [
  linkId: string,
  at: number,
  ip: string,
  userAgent: string,
  referrer: string,
  language: string,
  marks: string,
  purpose: string,
  destination: string,
];

/** A click as one line of a segment file. */
export function toLine(click: Click): string {
  const fields: Fields = [
    click.linkId,
    click.at,
    click.ip,
    click.userAgent,
    click.referrer,
    click.language,
    click.marks,
    click.purpose,
    click.destination,
  ];
  return `${JSON.stringify(fields)}\n`;
}

/**
 * The clicks of a segment file. A last line without its end was being written when the process died: its answer had not
 * left, so it is no click.
 */
export function parseLines(text: string): Click[] {
  const lines = text.split("\n");
  lines.pop();
  return lines.map(line => {
    const [linkId, at, ip, userAgent, referrer, language, marks, purpose, destination] = JSON.parse(line) as Fields;
    return { linkId, at, ip, userAgent, referrer, language, marks, purpose, destination };
  });
}
