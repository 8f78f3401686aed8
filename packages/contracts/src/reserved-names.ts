/** Paths with a special meaning for proxies, browsers or the service itself. */
const reservedWords = words(
  `about account admin administrator analytics api app apple-app-site-association assets auth blog contact dashboard docs favicon
   feed health help home hostmaster legal link links livez localhost login logout me metrics moderator null official openapi ops password
   postmaster pricing privacy qr readyz register report reset-password robots root security settings shunt signin signout signup
   sitemap social static stats status support swagger terms undefined url urls user users verify-email webmaster well-known www`,
);

/** Words that make an account look like the service itself, alone or in a row. */
const serviceWords = words(
  `admin administrator bot help helpdesk mod moderator noreply official operator root security service shunt staff support system
   team`,
);

/** Minimum length of look-alikes. Shorter ordinary words can look like a reserved word ("uri" and "url"). */
const minLookAlike = 5;

/** Characters that look alike, mapped to one of them. */
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

/** Longest sequence of words, as in "the official Shunt support team". */
const maxWordsInRow = 6;

/** Words in the form of `toSkeleton`, to compare look-alikes with. */
interface Skeletons {
  reserved: ReadonlySet<string>;
  /** Words between those of the service. */
  joining: readonly string[];
  /** Words of the service and those between them. */
  ofService: readonly string[];
  /** Words that look like the service even with a number: `admin1`. */
  numbered: ReadonlySet<string>;
}

let skeletons: Skeletons | undefined;

/** Built at first use, as a page of the dashboard would wait for them. */
function getSkeletons(): Skeletons {
  skeletons ??= createSkeletons();
  return skeletons;
}

function createSkeletons(): Skeletons {
  const joining = [...words("the our of at by for from and real verified customer")].map(toSkeleton);
  return {
    reserved: new Set([...reservedWords].map(toSkeleton)),
    joining,
    ofService: [...[...serviceWords].map(toSkeleton), ...joining],
    numbered: new Set([...words("admin administrator moderator shunt")].map(toSkeleton)),
  };
}

/**
 * Whether an alias is a reserved word or looks like one. Ignores case, the separators `-`, `_` and `.`, and differences between
 * look-alike characters (`0` and `o`, `rn` and `m`). Ignores trailing digits only for the words in `numbered`, because aliases such
 * as `support24` or `security2026` are ordinary.
 */
export function isReservedWord(alias: string): boolean {
  const plain = alias.toLowerCase();
  if (reservedWords.has(plain)) return true;
  const bare = withoutSeparators(plain);
  const { numbered, reserved } = getSkeletons();
  if (numbered.has(toSkeleton(bare.replace(/(?<!\d)\d+$/, "")))) return true;
  if (bare.length < minLookAlike && !/\d/.test(bare)) return reservedWords.has(bare);
  return reserved.has(toSkeleton(bare));
}

/** Like `isReservedWord`, for a code or its first segment. Letters of other scripts count as the Latin letters that they look like. */
export function isReservedPath(segment: string): boolean {
  return isReservedWord(/[^\0-\x7f]/.test(segment) ? toLatin(segment) : segment);
}

/**
 * Whether a username is reserved or looks like the service itself. Letters of other scripts count as the Latin letters that they look
 * like. Punctuation, symbols, emoji, invisible characters and digits at the ends are ignored.
 */
export function isReservedUsername(name: string): boolean {
  return toReadings(name).some(reading => isReservedWord(reading) || speaksForService(reading));
}

function speaksForService(reading: string): boolean {
  const behindDigits = reading.replace(/^\p{N}+/u, "");
  return [reading, behindDigits].some(text =>
    [text, text.replace(/(?<!\p{N})\p{N}+$/u, "")].some(part => part !== "" && isOfService(toSkeleton(part))),
  );
}

function isOfService(skeleton: string): boolean {
  const { joining, ofService } = getSkeletons();
  return !isMadeOf(joining, skeleton, maxWordsInRow) && isMadeOf(ofService, skeleton, maxWordsInRow);
}

/** Whether a text is a concatenation of at most `max` of the words. */
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

/** Replaces look-alike characters by one of them and removes separators. */
function toSkeleton(text: string): string {
  return withoutSeparators(text)
    .replace(/rn/g, "m")
    .replace(/vv/g, "w")
    .replace(/[0134578i|]/g, character => alike[character] ?? character);
}

/** Letters of other scripts and the Latin letters that they look like (a selection of the confusables of Unicode TR39). */
const foreign = new Map(
  (
    [
      // Cyrillic, Greek, Armenian, and letters of phonetic alphabets.
      ["авсԁеһніјкӏморԛѕтѵԝхуԍ", "abcdehhijklmopqstvwxyg"],
      ["αεηικνορστυχγω", "aenikvopotuxyw"],
      ["ոսօհց", "nuohg"],
      ["ıɑɡɩ", "iagi"],
      // Small capitals.
      ["ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz"],
      // Lisu, and Cherokee in both cases.
      ["ꓐꓑꓒꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "bpddtgkjczfmnlsrvhwxyaeiou"],
      ["ᎪᏟᎠᎬᏀᎻᎥᏦᏞᎷᏢᎡᏚᎢᏙᎳ", "acdeghiklmprstvw"],
      ["ꭺꮯꭰꭼꮐꮋꭵꮶꮮꮇꮲꭱꮪꭲꮩꮃ", "acdeghiklmprstvw"],
    ] as const
  ).flatMap(([letters, latin]) => [...letters].map((letter, i) => [letter, latin[i] as string] as const)),
);

/** First letters of alphabets that Unicode does not classify as letters: filled circles, squares, and flags. */
const pictured = [0x1f150, 0x1f170, 0x1f1e6];
const signs: Record<string, string> = { "@": "a", $: "s", "€": "e", "|": "l", "!": "i", "¡": "i", "+": "t" };

/** Possible readings of a name in lower-case Latin letters and digits: with all signs as letters, without those at the ends, or without any. */
function toReadings(name: string): string[] {
  const latin = toLatin(name);
  const inside = latin.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  const behindFirst = latin.replace(/^[^\p{L}\p{N}]/u, "");
  const readings = [latin, behindFirst, inside].map(text => text.replace(/[@$€|!¡+]/g, sign => signs[sign] as string));
  return [...readings, latin].map(text => text.replace(/[^\p{L}\p{N}]/gu, ""));
}

/** Returns lower case, without marks and invisible characters, with look-alike letters as Latin ones. */
function toLatin(name: string): string {
  const plain = name
    .replace(/[™℠©®]/g, "")
    .normalize("NFKD")
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu, "")
    .toLowerCase();
  return [...plain].map(character => foreign.get(character) ?? toPictured(character) ?? character).join("");
}

function toPictured(character: string): string | undefined {
  const point = character.codePointAt(0) as number;
  const first = pictured.find(start => point >= start && point < start + 26);
  return first === undefined ? undefined : String.fromCharCode(97 + point - first);
}
