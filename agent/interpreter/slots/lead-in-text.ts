import type { World } from '../requests.ts';
import { lastLead } from '../turns/remembered.ts';
import { isKnownWord } from '../words/spelling.ts';
import type { Utterance } from '../words/utterance.ts';
import { isOfOneLead } from './score-origin.ts';

/** The lead that a text is about, and whether it stands there beyond doubt: an address, an id, or a written name. */
export interface LeadInText {
  lead: string;
  sure: boolean;
}

const address = /[^\s<>"“”,;:()]+@[^\s<>"“”,;:()?!]+\.\p{L}{2,}/u;
const id = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i;
const pointed = /\b(?:(?:that|this|the) (?:lead|contact|person)|she|he|her|him|his)\b/;
const they = /\b(?:they|their|them|theirs)\b/;
/** After one lead was spoken of, it is meant by a question that names nobody. */
const implied =
  /^(?:(?:and|so|ok|okay|then|also|but|,) )*(?:(?:why|why that|how come|what about|how about|what is|which|when is|when|where is) )?(?:the |that |this |a )?(?:high |low |current |last |next |previous |latest )*(?:scores?|points|track|e?mails?|journey|stage|status|step|history)(?: (?:so (?:high|low)|why|next|then))?(?: ,)*$/;

/** Nobody’s name, besides words of requests and of the company. */
const common = new Set(
  `seen enough print prints dump published publish approving lately recently recent do did does done doing scores scored pts stand stands standing stuck happened happen happening
  happens reason reasons enrolled profile background history info information status state mail mails mailing emailed got
  get gets getting gotten receive received receives receiving look looks pull open next why how what where which when who
  come comes explain explains said says tell told lowdown scoop rundown summary summarise summarize brief briefing update
  record records file card sheet deal story call minutes moment present currently today end ended ends finish finished
  completed complete done drop dropped drops leave left leaves off went gone moved move join joined entered enters enter
  stage step stop stopped started start starts being still since nurtured nurturing nurture journey due gave given give
  only just really actually high low hot cold big small good bad great earn earned earns collect waiting wait waits hear
  heard hears contact contacted reach reached reaches again soon later coming upcoming forthcoming fortnight preview
  simulation simulate simulated run play playing forward fast ahead assuming suppose supposing imagine ignores ignore
  ignored clicks click opens anything nothing everything something messages message follow follows made makes caused
  cause assume pretend pretending forwards goes out joins receives new news grounds latest write writes wrote written let lets put puts added add took taken takes place placed qualify qualifies qualified eligible become became be been
  breakdown break broke composed consist consists made built worth far along sitting sit sits bit little more less detail
  detailed quick quickly short please kindly thanks interested interest active activity activities engaged engagement
  behaviour behavior likely expect expected scheduled schedule planned plan plans bucket segment segments role job title
  works working work company firm employer owner owns owned assigned rep salesperson country located based lives from
  met meet talk talked spoke speak chat chatting prep prepare meeting know anything latest last first second third fourth fifth sixth seventh eighth ninth tenth
  position progress progressed process queue pipeline why's hows any got ever never always often once twice
  didn't doesn't isn't aren't wasn't hasn't haven't don't won't can't couldn't wouldn't shouldn't weren't hadn't
  he's she's they're it's who's what's where's when's how's there's that's let's i'm i'd i've we've we're you're we'll
  i'll he'll she'll they'll exact exactly precise overview quickie everyone whole entire complete full bring bringing
  anywhere somewhere everywhere nowhere elsewhere paused halted frozen suspended resumed held failing failed broken
  broke fine wrong weird strange odd ok alright fast-forward at defined means mean definition works qualify earn walk fill newest oldest sql sqls mql mqls turn turned turns lead's update updated new
  condition conditions criteria available possible allowed configured active inactive live running on-hold slow fast
  long-running overall combined altogether quarter spend spent cost costs money budget ratio percentage average median
  ring phone dial email text idea ideas whereabouts looked visited downloaded project projected projecting one two three four five six seven eight
  nine ten twelve twenty thirty sixty ninety forecast forecasts kicked morning evening sort kind grounds basis clue
  up-to-date speed remind reminder check checking see seeing want wants wanted dig digging pls plz thx sorry btw fyi`.split(
    /\s+/,
  ),
);
const articles = new Set(['the', 'a', 'an', 'our', 'my', 'your']);
const things = new Set(
  'track tracks sequence campaign segment email emails page offer rule trigger experiment test item guide topic program webinar report'.split(
    ' ',
  ),
);
const titles = new Set('mr mrs ms miss mx dr prof professor doctor sir madam lead contact'.split(' '));
const particles = new Set('de van von der den del di da la le bin al el ter ten dos du'.split(' '));
const longestName = 4;

/**
 * The one lead that a text names or points to. A name is two to four words beside each other that are no words of
 * requests, of the company or of `beside`; capitals tell it from words around it.
 */
export function leadInText(
  { raw, text, mended }: Utterance,
  { vocabulary, history }: World,
  beside: ReadonlySet<string> = new Set(),
): LeadInText | undefined {
  const known = address.exec(raw)?.[0].replace(/[’']s$/, '') ?? id.exec(raw)?.[0];
  if (known) return { lead: known, sure: true };
  // A slip in the word “track” is no name, while “jane” may well be none in “june”.
  const slips = new Map(mended.filter(({ to }) => things.has(to)).map(({ from, to }) => [from, to]));
  const isKnown = (lower: string) =>
    slips.has(lower) ||
    common.has(lower) ||
    beside.has(lower) ||
    titles.has(lower) ||
    isKnownWord(lower, vocabulary);
  const names = namesIn(raw, isKnown, (lower) => things.has(slips.get(lower) ?? lower));
  if (names === undefined) return undefined;
  const written = names.filter(
    (name) => name.length >= 2 && name.every((word) => /^\p{Lu}/u.test(word) || particles.has(word)),
  );
  // One word may be a slip of another; two beside each other are a name.
  const long = names.filter((each) => each.length >= 2);
  const [name] = written.length === 1 ? written : long.length === 1 ? long : names;
  if (name === undefined) {
    const one = pointed.test(text) || (isOfOneLead(history) && (they.test(text) || implied.test(text)));
    const lead = one ? lastLead(history) : undefined;
    return lead === undefined ? undefined : { lead, sure: false };
  }
  const single = written.length === 1 || names.length === 1 || (long.length === 1 && names.length === 2);
  if (!single || name.length < 2 || name.length > longestName) return undefined;
  // Whose leads these are is no lead.
  const ofOwner = new RegExp(
    `${name.join(' ')}['’]s? (?:accounts|leads|contacts|people|prospects|book)\\b`,
    'i',
  );
  if (ofOwner.test(raw)) return undefined;
  return { lead: name.join(' '), sure: written.length === 1 };
}

/** Runs of words that nothing knows; undefined where they name a thing: “the zebra crossing”, “zebra crossing track”. */
function namesIn(
  raw: string,
  isKnown: (lower: string) => boolean,
  isThing: (lower: string) => boolean,
): string[][] | undefined {
  const names: string[][] = [];
  let open: string[] | undefined;
  let before = '';
  for (const said of raw.split(/\s+/)) {
    const word = said
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
      .replace(/[’']s$/, '')
      .replace(/’/g, "'");
    const lower = word.toLowerCase();
    const particle = open !== undefined && particles.has(lower);
    const known = !/^\p{L}[\p{L}'-]*$/u.test(word) || (isKnown(lower) && !particle);
    if (known && open && isThing(lower)) return undefined;
    // “jane roe Due”: what is written small beside a capitalised name is no part of it, and the other way round.
    const apart = open !== undefined && !particle && !known && isCapital(open[0] ?? '') !== isCapital(word);
    if (!known && (!open || apart) && articles.has(before)) return undefined;
    if (known) open = undefined;
    else if (open && !apart) open.push(word);
    else {
      open = [word];
      names.push(open);
    }
    if (/[,.;:?!]$|['’]s[,.;:?!]*$/.test(said) && !/^\p{L}\.$/u.test(said)) open = undefined;
    before = lower;
  }
  return names;
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}
