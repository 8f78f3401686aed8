import { z } from "zod";

/** Names of a code in requests, the one to use first. The others are its synonyms. */
export const codeNames = ["short_code", "custom_alias", "alias"] as const;
/** Forms of generated codes. */
export const CodeStyle = z.enum(["random", "readable"]);
export type CodeStyle = z.infer<typeof CodeStyle>;

export const codeStyleField = CodeStyle.nullish().describe(
  "Form of the code if you choose none: `random`, or `readable` such as `brave-otter-42`, which is easier to say and to guess. The default is the instance's.",
);

type CodeName = (typeof codeNames)[number];
const [, ...codeSynonyms] = codeNames;

/** The fields of a request that take one code, all optional. `toShortCode` makes them one. */
export function codeFields<S extends z.ZodType>(schema: S, about: string) {
  return toFields("short_code", codeSynonyms, schema, about);
}

/** A zod transform. Adds an issue if two names have different values. */
export const toShortCode = createToOne("short_code", codeSynonyms);

/** Like `toShortCode`, and requires a code. */
export const toGivenCode = createToGiven("short_code", toShortCode);

/** The query parameters that select links by id, code or short URL, all optional. `toLink` makes them one. */
export function linkParameters<S extends z.ZodType>(schema: S, about: string) {
  return toFields("link", codeNames, schema, about);
}

/** Like `toShortCode`. */
export const toLink = createToOne("link", codeNames);

/** Like `toLink`, and requires a link. */
export const toGivenLink = createToGiven("link", toLink);

function toFields<N extends string, M extends CodeName, S extends z.ZodType>(
  name: N,
  synonyms: readonly M[],
  schema: S,
  about: string,
) {
  const synonym = schema.optional().describe(`Synonym of \`${name}\`. Different values in one request are refused.`);
  return Object.fromEntries([
    [name, schema.optional().describe(about)],
    ...synonyms.map(each => [each, synonym]),
  ]) as Record<N | M, z.ZodOptional<S>>;
}

/** `null` counts as not given. */
function createToOne<N extends string, M extends string>(name: N, synonyms: readonly M[]) {
  return <T extends Partial<Record<N | M, unknown>>>(fields: T, context: z.RefinementCtx): Omit<T, M> => {
    const [first, ...others] = [name, ...synonyms].filter(each => (fields[each] ?? null) !== null);
    for (const other of others) {
      if (first === undefined || isSame(fields[first], fields[other])) continue;
      context.addIssue({
        code: "custom",
        path: [other],
        message: `must have the value of ${first}, as both name one code`,
      });
    }
    const rest = Object.fromEntries(
      Object.entries(fields).filter(([each]) => !(synonyms as readonly string[]).includes(each)),
    );
    return { ...rest, ...(first !== undefined && { [name]: fields[first] }) } as Omit<T, M>;
  };
}

function createToGiven<N extends string>(
  name: N,
  toOne: (fields: Partial<Record<N, unknown>>, context: z.RefinementCtx) => object,
) {
  return <T extends Partial<Record<N, unknown>>>(fields: T, context: z.RefinementCtx) => {
    const one = toOne(fields, context) as Omit<T, CodeName> & Record<N, NonNullable<T[N]>>;
    if (one[name] === undefined) context.addIssue({ code: "custom", path: [name], message: "is required" });
    return one;
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
