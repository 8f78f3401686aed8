/** Words that a proxy in front of the services, or a browser, gives a meaning of its own, and names of the service itself. */
const reservedWords = words(
  `about account admin administrator analytics api app apple-app-site-association assets auth blog contact dashboard docs favicon
   feed health help home hostmaster legal link links livez login logout me metrics moderator null official openapi ops password
   postmaster pricing privacy qr readyz register report reset-password robots root security settings shunt signin signout signup
   sitemap social static stats status support swagger terms undefined url urls user users verify-email webmaster well-known www`,
);

/** Words by which people would take an account for the service, one of them or several in a row. */
const serviceWords = words(
  `admin administrator bot help helpdesk mod moderator noreply official operator root security service shunt staff support system
   team`,
);

/** From this length on, no ordinary word is like a reserved one but for letters that look alike ("uri" is like "url"). */
const minLookAlike = 5;

/** Characters that are taken for each other, each as the one that stands for all. */
const alike: Record<string, string> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  i: "l",
  "|": "l",
};

const skeletons = new Set([...reservedWords].map(toSkeleton));
const serviceSkeletons = [...serviceWords].map(toSkeleton);
/** Words in a row: "shunt support team". */
const maxWordsInRow = 3;

/**
 * Whether an alias is a reserved word, or looks like one: case, the separators `-`, `_` and `.`, and characters that are taken for
 * each other (`0` and `o`, `rn` and `m`) make no difference.
 */
export function isReservedWord(alias: string): boolean {
  const plain = alias.toLowerCase();
  if (reservedWords.has(plain)) return true;
  const bare = withoutSeparators(plain);
  if (bare.length < minLookAlike && !/\d/.test(bare)) return reservedWords.has(bare);
  return skeletons.has(toSkeleton(bare));
}

/** Whether a username is reserved, or looks as if the service itself spoke; letters of other scripts count as what they look like. */
export function isReservedUsername(name: string): boolean {
  const latin = toLatin(name);
  const skeleton = toSkeleton(latin);
  return isReservedWord(latin) || (skeleton !== "" && isMadeOf(serviceSkeletons, skeleton, maxWordsInRow));
}

/** Whether a text consists of some of the words, and of so many at most. */
function isMadeOf(parts: readonly string[], text: string, max: number): boolean {
  if (text === "") return true;
  return max > 0 && parts.some(part => text.startsWith(part) && isMadeOf(parts, text.slice(part.length), max - 1));
}

function words(text: string): Set<string> {
  return new Set(text.trim().split(/\s+/));
}

function withoutSeparators(text: string): string {
  return text.replace(/[-_.\s]/g, "");
}

/** What is left where all that looks alike is written in one way. */
function toSkeleton(text: string): string {
  return withoutSeparators(text)
    .replace(/rn/g, "m")
    .replace(/vv/g, "w")
    .replace(/[0134578i|]/g, character => alike[character] ?? character);
}

/** Small letters of other scripts, and the Latin letter that each looks like (a selection of Unicode TR39's confusables). */
const foreign = new Map<string, string>(
  (
    [
      ["а", "a"],
      ["в", "b"],
      ["с", "c"],
      ["ԁ", "d"],
      ["е", "e"],
      ["һ", "h"],
      ["н", "h"],
      ["і", "i"],
      ["ј", "j"],
      ["к", "k"],
      ["ӏ", "l"],
      ["м", "m"],
      ["о", "o"],
      ["р", "p"],
      ["ԛ", "q"],
      ["ѕ", "s"],
      ["т", "t"],
      ["ѵ", "v"],
      ["ԝ", "w"],
      ["х", "x"],
      ["у", "y"],
      ["α", "a"],
      ["ε", "e"],
      ["η", "n"],
      ["ι", "i"],
      ["κ", "k"],
      ["ν", "v"],
      ["ο", "o"],
      ["ρ", "p"],
      ["σ", "o"],
      ["τ", "t"],
      ["υ", "u"],
      ["χ", "x"],
      ["ո", "n"],
      ["ս", "u"],
      ["օ", "o"],
      ["հ", "h"],
      ["ց", "g"],
      ["ı", "i"],
      ["ɑ", "a"],
      ["ɡ", "g"],
      ["ɩ", "i"],
      ["ʟ", "l"],
    ] as const
  ).map(([letter, latin]) => [letter, latin]),
);

/** In small letters, without marks, and in Latin letters as far as others look like those. */
function toLatin(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return [...plain].map(character => foreign.get(character) ?? character).join("");
}
