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
/** They join the words of the service: "the Shunt team", "support at Shunt". */
const joiningSkeletons = [...words("the our of at by for from and real verified customer")].map(toSkeleton);
/** Words in a row: "the official Shunt support team". */
const maxWordsInRow = 6;
const allSkeletons = [...serviceSkeletons, ...joiningSkeletons];
/** With a number they still name an account of the service: `admin1`. */
const numbered = new Set([...words("admin administrator moderator shunt")].map(toSkeleton));

/**
 * Whether an alias is a reserved word, or looks like one: case, the separators `-`, `_` and `.`, and characters that are taken for
 * each other (`0` and `o`, `rn` and `m`) make no difference. Digits at the end make none behind the words in `numbered` alone,
 * as aliases such as `support24` or `security2026` are ordinary.
 */
export function isReservedWord(alias: string): boolean {
  const plain = alias.toLowerCase();
  if (reservedWords.has(plain)) return true;
  const bare = withoutSeparators(plain);
  if (numbered.has(toSkeleton(bare.replace(/(?<!\d)\d+$/, "")))) return true;
  if (bare.length < minLookAlike && !/\d/.test(bare)) return reservedWords.has(bare);
  return skeletons.has(toSkeleton(bare));
}

/**
 * Whether a username is reserved, or looks as if the service itself spoke. Letters of other scripts count as what they look like;
 * punctuation, symbols, emoji, invisible characters, and digits at the ends count as nothing.
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
  return !isMadeOf(joiningSkeletons, skeleton, maxWordsInRow) && isMadeOf(allSkeletons, skeleton, maxWordsInRow);
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

/** Letters of other scripts, and the Latin letter that each looks like (a selection of Unicode TR39's confusables). */
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

/** Letters in filled circles and squares, and those of flags: alphabets of 26 that Unicode does not take for letters. */
const pictured = [0x1f150, 0x1f170, 0x1f1e6];
/** Signs that stand for a letter, unless they are decoration. */
const signs: Record<string, string> = { "@": "a", $: "s", "€": "e", "|": "l", "!": "i", "¡": "i", "+": "t" };

/** What the name may be read as, in small Latin letters and digits: with signs as letters, all of them or but for the ends, or without. */
function toReadings(name: string): string[] {
  const latin = toLatin(name);
  const inside = latin.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  const behindFirst = latin.replace(/^[^\p{L}\p{N}]/u, "");
  const readings = [latin, behindFirst, inside].map(text => text.replace(/[@$€|!¡+]/g, sign => signs[sign] as string));
  return [...readings, latin].map(text => text.replace(/[^\p{L}\p{N}]/gu, ""));
}

/** In small letters, without marks and invisible characters, and in Latin letters as far as others look like those. */
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
