import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent, Plan } from '../requests.ts';
import { kindOf } from '../slots/events.ts';
import { takeFields } from '../slots/fields.ts';
import { plainWords } from '../words/plain-words.ts';
import type { Utterance } from '../words/utterance.ts';
import { asksLibrary } from './content-frames.ts';

const asked =
  /^(?:(?:a|an|some|any|our|the) )?(?:[a-z]+ ){0,3}(?:case stud(?:y|ies)|checklists?|white ?papers?|guides?)(?: please)?(?: ,)*$|^(?:please )?(?:search|look up|lookup)\b|\bwhat (?:do|have) we (?:have|got|say|know|tell)\b|\b(?:search|look up|find|show|list|got|have|is there|are there|any)\b.*\b(?:content|contents|library|about|on|articles?|guides?|reports?|case stud(?:y|ies)|checklists?|templates?|webinars?|podcasts?|infographics?|comparisons?|white ?papers?|e ?books?|materials?|documents?|resources?)\b|\bwhat does (?:the library|our content|our library|[a-z ]+) say\b|\bdo(?:es)? (?:we|our content|the library|our library) (?:say|mention|cover|write|recommend|advise)\b|\b(?:according to|in|from) (?:the|our) (?:content )?(?:library|content)\b|\bcontent (?:about|on|for)\b|\b(?:what|which) contents?\b|\banything (?:about|on|for)\b|\b(?:what|which)(?: of)?(?: the| our)? (?:articles?|guides?|reports?|case stud(?:y|ies)|checklists?|templates?|webinars?|podcasts?|infographics?|white ?papers?|documents?)\b/;
const notContent =
  /\b(?:how many|leads?|contacts?|prospects?|tracks?|segments?|rules?|changes?(?! (?:management|control))|proposals?|triggers?|thresholds?|fields?)\b/;
const kinds =
  'case stud(?:y|ies)|guides?|reports?|checklists?|templates?|webinars?|podcasts?|infographics?|comparisons?|blogs?(?: posts?)?|white ?papers?|e ?books?|roi calculators?|demo videos?|videos?|emails?';

const piece = `(?:the|our|that|this|a|an) (?:[a-z0-9]+ ){0,7}?(?:${kinds.replace('|videos?|emails?', '')})`;
/** `how many questions does our vendor checklist suggest asking?`: what a piece of the library says. */
const ofPiece = new RegExp(
  `\\b(?:do|does|did) ${piece} (?:say|suggest|mention|list|recommend|contain|cover|ask|have|tell|explain|advise|describe|promise|claim|state|name|give|propose|quote|show)\\b|^(?:what|which|how|who|when|where|why)\\b.*\\b(?:in|according to|from) ${piece}\\b`,
);
/** Nothing but what is looked for: `healthcare case study`, `guides on security`. */
const justPieces = new RegExp(
  `^(?:(?:any|some|a|an|the|our|one|more|all|and) )*(?:(?!and|or|the|by|per)[a-z0-9]+ ){0,3}(?:${kinds.replace('|videos?|emails?', '')})(?: (?:about|on|for|in|regarding) [a-z0-9 ]+)?(?: please| ,)*$`,
);
const happened =
  /\b(?:downloaded|downloads?|read|attended|registered|opened|clicked|visited|watched|used|requested|performance|monthly|weekly|quarterly|funnel|rates?|figures)\b/;

/** Passages of the content library, with what to cite. */
export const searchContent: Intent = (utterance, world) => {
  const { text } = utterance;
  if (ofPiece.test(text) && !/\b(?:leads?|contacts?|people|opened|clicked|clicks?)\b/.test(text))
    return searchFor(utterance, world);
  const names = justPieces.test(text) && !happened.test(text);
  if (!(asked.test(text) || names) || notContent.test(text)) return undefined;
  return searchFor(utterance, world);
};

/** `according to our security guide, …`, `which document covers …`: whatever else the question names. */
export const askLibrary: Intent = (utterance, world) =>
  asksLibrary(utterance.text) ? searchFor(utterance, world) : undefined;

/** A question that nothing else understood may be about what the documents say: “what is our refund policy?”. */
export const askDocuments: Intent = (utterance, world) => {
  const isOne = /^(?:what|which|who|how|when|where|why|does|do|is|are|can)\b/.test(utterance.text);
  if (!isOne || notContent.test(utterance.text)) return undefined;
  return utterance.fresh().rest(searchWords).length > 0 ? searchFor(utterance, world) : undefined;
};

const goingOn = /^(?:and|or|also|same|what about|how about|only|just)\b/;

/** `and on privacy in healthcare?`, `only guides`: the last search, with what is named now. */
export const sameSearch: Intent = (utterance, { vocabulary, history }) => {
  const last = history.at(-1)?.calls.at(-1);
  const { text } = utterance;
  if (last?.name !== 'search_content' || !goingOn.test(text) || text.split(' ').length > 9) return undefined;
  if (notContent.test(text) || /\b(?:worst|best)\b/.test(text)) return undefined;
  const { query, filters } = takeSearch(utterance, vocabulary);
  const before = Object(last.input) as Record<string, unknown>;
  if (query === undefined && Object.keys(filters).length === 0) return undefined;
  return search({ ...before, ...filters, ...(query !== undefined && { query }) });
};

const searchFor: Intent = (utterance, { vocabulary }) => {
  const whole = utterance.fresh().rest(searchWords).join(' ');
  const role = utterance.take(roles)?.[1];
  const { query = role === undefined ? whole : '', kind, filters } = takeSearch(utterance, vocabulary);
  if (
    query === '' &&
    !kind &&
    !/\b(?:content|library|search|documents?|materials?|articles?)\b/.test(utterance.text)
  )
    return undefined;
  if (query === '' && !kind)
    return {
      say: 'What shall I look for in the content library? Name a topic, such as security, ROI or onboarding.',
    };
  const found = search({ query: query === '' ? kind : query, ...filters });
  return role === undefined
    ? found
    : { ...found, notes: [`Content is not kept by job title: I searched without “${role}”.`] };
};

const roles =
  /\b(?:for|to|at) (?:an? |our |the |any )?((?:chief (?:financial|executive|technology|information|operating|marketing|security) officer|c[feitomis]o|ciso|vp(?: of)? [a-z]+|head of [a-z]+)s?)\b/;

/** What is looked for: the words that are no filter; undefined without any. */
function takeSearch(utterance: Utterance, vocabulary: LiveVocabulary) {
  const kind = kindOf(utterance.take(new RegExp(`\\b(?:${kinds})\\b`))?.[0], vocabulary);
  const fields = takeFields(utterance, vocabulary).filter(({ negated }) => !negated);
  const named = (field: string) => fields.find((slot) => slot.field === field)?.value;
  const topic = withCompounds(utterance.rest(searchWords), utterance.raw);
  const stage = named('journey_stage');
  const industry = named('industry');
  const size = named('company_size');
  return {
    ...(topic.length > 0 && { query: topic.join(' ') }),
    kind,
    filters: {
      ...(stage && { stage }),
      ...(kind && kind !== 'email' && { kind }),
      ...(industry && { industry }),
      ...(size && { company_size: size }),
    },
  };
}

/** `write-offs` in one, where a part of it is a plain word. */
function withCompounds(words: readonly string[], raw: string): string[] {
  const compounds = raw.toLowerCase().match(/\b\p{L}+(?:-\p{L}+)+\b/gu) ?? [];
  return compounds.reduce<string[]>(
    (kept, compound) => {
      const parts = compound.split('-');
      const some = parts.some((part) => kept.includes(part));
      return some ? [...kept.filter((word) => !parts.includes(word)), parts.join(' ')] : kept;
    },
    [...words],
  );
}

function search({ query, ...filters }: Record<string, unknown>): Plan {
  const input = {
    query: String(query).replace(/[“”]/g, '').slice(0, 300),
    ...filters,
    // The answer groups passages by item, so it needs more of them than it has lines.
    limit: 10,
  };
  return { calls: [{ name: 'search_content', input }] };
}

const searchWords: ReadonlySet<string> = new Set([
  ...[...plainWords].filter((word) => word !== 'data'),
  ...'want wants wanted handle handles published publish ever right fits piece content contents library say says mention cover write recommend advise according search find look document documents article articles material materials resource resources piece pieces stage industry sector regarding concerning related topic topics item items passage passages email emails line everything good nice per docs doc covers covered covering mentions mentioned explain explains explained tells told describe describes talk talks touch touches deal deals anywhere looking searching pull dig whatever remember recall vaguely asks asked asking prospect already stuff could use share quote somewhere written wrote suggest suggests claim claims state states answer answers gets m re'.split(
    ' ',
  ),
]);
