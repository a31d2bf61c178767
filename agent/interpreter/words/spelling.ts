import { editDistance } from '../../../tools/support/nearest.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import { frameWords } from '../intents/analyse/frames.ts';
import { countryName } from '../slots/field-words.ts';
import { leadWords } from './lead-words.ts';
import { oncePerVocabulary } from './once.ts';
import { plainWords } from './plain-words.ts';
import { trackWords } from './track-words.ts';

/** Words of requests that a slip of the finger should not hide. */
const requestWords = `
  how many number count leads lead contacts prospects people which show list find search describe explain build create
  make design draft propose track tracks sequence campaign nurture segment segments scoring score scores points rule rules
  threshold thresholds trigger triggers program change changes proposal proposals approve approval reject halt pause
  resume stop sending emails email content library about week weeks month months quarter days yesterday today monday
  tuesday wednesday thursday friday saturday sunday january february march april june july august september october
  november december last past this previous since between performance perform performed results doing visited visit
  visits viewed views page pages pricing website downloaded download downloads opened opens clicked clicks replied
  registered webinar webinars attended requested request demo scheduled meeting meetings submitted form forms used tool
  calculator assessment shared unsubscribed bounced enterprise smb market industry country region stage stages
  awareness consideration decision implementation advocacy customers opportunities mqls sqls employees above below over
  under more than least most exactly times twice with without give award points for each every industry breakdown
  stats statistics metrics kpis figures numbers rates rate details halted until goal called named titled every other second
  everything write status weekly daily forecast predict delete remove rename update edit draft companies company size guide guides report reports case study studies checklist template whitepaper
  roll rollback revert undo version versions where lose losing lost funnel open click reply improve improvement segments revenue pipeline nurtured
  unsubscribes bounces complaints deliverability cohort cohorts attribution experiment experiments promote sample size
  hold held back handoff attribution optimise winner variant control arm
  dashboard velocity underperforming worst compare compared versus progression conversion bounce unsubscribe
  site sites website websites homepage share shares session sessions start starts sent objection survey
  wrote risky risk break dump previous test tests simulate calendar ahead propose comment comments enrol
  nurturing system systems post purchase freemium subscription cycle cycles committee hubspot marketo pardot
  exit exits entry goal goals wait waits waiting gap gaps delay swap switch replace branch skip quiet hours decay decays priority objective
  ship shorten lengthen extend rename retitle insert append require demand
  pair second kill trash ditch begin
  copy duplicate clone reenter policy policies holiday holidays weekday weekdays weekend weekends morning afternoon noon midnight
  minutes hours notify alert task tasks team four eyes principal limit limits most least longer shorter earlier later
  step steps definition defined qualify qualifies automation automations record
  monthly quarterly yearly share percentage proportion accept accepted touch best performing handed arms uplift
  attendee attendees attendance registrations approver approvers suppression duplicates
  define redefine order place first third fourth fifth last final try versus against`;

/** Right as they are; no other word is a slip of them. */
const untouched: ReadonlySet<string> = new Set([
  ...leadWords,
  ...frameWords,
  ...'withdraw withdraws withdrew withdrawn revoke revokes consent negotiate negotiates negotiating negotiation objects object objected objection objections raises raise competitors competition contract contracts thank complain complains complaining credit credits credited scored rewarded deserve deserves deserved'.split(
    ' ',
  ),
  ...trackWords,
  ...'close closed followed forms head heads finance operations quality contains contain containing mentions satisfy satisfies half thirty forty fifty sixty seventy eighty ninety hundred thousand dozen couple handful unassigned assigned owned owner belong employees staff headcount lately recently everyone everybody anyone anybody nobody neither except excluding apart highest lowest hottest percentage proportion signups rejected expired outstanding awaiting scheduled approved applied cease deactivate disable lift paused halted stopped suspended offline proposed suggested suggests suggestion suggestions pending permitted'.split(
    ' ',
  ),
]);

/** Too short to measure. */
const shortSlips: Readonly<Record<string, string>> = {
  hw: 'how',
  hwo: 'how',
  teh: 'the',
  wich: 'which',
  pls: 'please',
  plz: 'please',
  ur: 'your',
  lst: 'last',
  shd: 'should',
  trak: 'track',
};

const grammar: ReadonlySet<string> = new Set(requestWords.split(/\s+/).filter((word) => word !== ''));

/**
 * Mends slips in the words of requests and of the vocabulary: one in words of five to seven letters, two in longer
 * ones, the first letter right, and only when exactly one word is nearest. Known words are never touched.
 */
export function createSpeller(vocabulary: LiveVocabulary): (word: string) => string {
  const own = (vocabulary.definitions ?? []).flatMap(({ term }) => wordsOf(term));
  const mend =
    own.length === 0 ? companySpeller(vocabulary) : spellerOver([...companyWords(vocabulary), ...own]);
  const joined = joinedWords(vocabulary);
  return (word) => joined.get(word) ?? mend(word);
}

/** Whether a word is one of requests or of the company's vocabulary; names of people who own leads are not. */
export function isKnownWord(word: string, vocabulary: LiveVocabulary): boolean {
  return plainWords.has(word) || impersonalWords(vocabulary).has(word);
}

const impersonalWords = oncePerVocabulary(
  (vocabulary) =>
    new Set([
      ...grammar,
      ...vocabularyWords({ ...vocabulary, fields: vocabulary.fields.filter(({ name }) => name !== 'owner') }),
    ]),
);

/** Words of a title that are written as one: `fasttrack`. */
const joinedWords = oncePerVocabulary((vocabulary) => {
  const known = new Set(companyWords(vocabulary));
  const pairs = [...vocabulary.tracks, ...vocabulary.segments].flatMap(({ title }) => {
    const words = title.toLowerCase().split(/[^a-z]+/);
    return words.slice(1).map((word, place) => [words[place] ?? '', word] as const);
  });
  return new Map(
    pairs
      .filter(([a, b]) => a.length > 2 && b.length > 2 && !known.has(a + b) && !plainWords.has(a + b))
      .map(([a, b]) => [a + b, `${a} ${b}`]),
  );
});

const companyWords = oncePerVocabulary((vocabulary) => [...grammar, ...vocabularyWords(vocabulary)]);
const companySpeller = oncePerVocabulary((vocabulary) => spellerOver(companyWords(vocabulary)));

function spellerOver(words: readonly string[]): (word: string) => string {
  const known = new Set(words);
  const candidates = [...known].filter((word) => word.length >= 4);
  return (word) => {
    const slip = shortSlips[word];
    if (slip) return slip;
    if (
      word.length < 4 ||
      known.has(word) ||
      untouched.has(word) ||
      plainWords.has(word) ||
      known.has(word.replace(/s$/, ''))
    )
      return word;
    const allowed = word.length >= 8 ? 2 : 1;
    let best: string[] = [];
    let bestDistance = allowed + 1;
    for (const candidate of candidates) {
      if (candidate[0] !== word[0] || Math.abs(candidate.length - word.length) > allowed) continue;
      const distance = editDistance(word, candidate);
      if (distance < bestDistance) [best, bestDistance] = [[candidate], distance];
      else if (distance === bestDistance && distance <= allowed) best.push(candidate);
    }
    return best.length === 1 && (word.length >= 5 || bestDistance === 1) ? (best[0] as string) : word;
  };
}

function vocabularyWords(vocabulary: LiveVocabulary): string[] {
  const texts = [
    ...vocabulary.fields.flatMap((field) => [field.name, ...field.values]),
    ...vocabulary.fields.flatMap((field) => (field.name === 'country' ? field.values.map(countryName) : [])),
    ...[...vocabulary.tracks, ...vocabulary.segments].flatMap(({ id, title }) => [id, title]),
    ...vocabulary.topics,
    ...vocabulary.kinds,
    ...vocabulary.stages,
  ];
  return texts.flatMap(wordsOf);
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length >= 4);
}
