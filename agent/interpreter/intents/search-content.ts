import type { Intent } from '../requests.ts';
import { kindOf } from '../slots/events.ts';
import { takeFields } from '../slots/fields.ts';
import { plainWords } from '../words/plain-words.ts';

const asked =
  /^(?:(?:a|an|some|any|our|the) )?(?:[a-z]+ ){0,3}(?:case stud(?:y|ies)|checklists?|white ?papers?|guides?)(?: please)?(?: ,)*$|^(?:please )?(?:search|look up|lookup)\b|\bwhat (?:do|have) we (?:have|got|say|know|tell)\b|\b(?:search|look up|find|show|list|got|have|is there|are there|any)\b.*\b(?:content|contents|library|about|on|articles?|guides?|reports?|case stud(?:y|ies)|checklists?|templates?|webinars?|podcasts?|infographics?|comparisons?|white ?papers?|e ?books?|materials?|documents?|resources?)\b|\bwhat does (?:the library|our content|our library|[a-z ]+) say\b|\bdo(?:es)? (?:we|our content|the library|our library) (?:say|mention|cover|write|recommend|advise)\b|\b(?:according to|in|from) (?:the|our) (?:content )?(?:library|content)\b|\bcontent (?:about|on|for)\b|\b(?:what|which) contents?\b|\banything (?:about|on|for)\b|\b(?:what|which)(?: of)?(?: the| our)? (?:articles?|guides?|reports?|case stud(?:y|ies)|checklists?|templates?|webinars?|podcasts?|infographics?|white ?papers?|documents?)\b/;
const notContent =
  /\b(?:how many|leads?|contacts?|prospects?|tracks?|segments?|rules?|changes?(?! (?:management|control))|proposals?|triggers?|thresholds?|fields?)\b/;
const kinds =
  'case stud(?:y|ies)|guides?|reports?|checklists?|templates?|webinars?|podcasts?|infographics?|comparisons?|blogs?(?: posts?)?|white ?papers?|e ?books?|roi calculators?|demo videos?|videos?|emails?';

/** Passages of the content library, with what to cite. */
export const searchContent: Intent = (utterance, world) => {
  if (!asked.test(utterance.text) || notContent.test(utterance.text)) return undefined;
  return searchFor(utterance, world);
};

/** A question that nothing else understood may be about what the documents say: “what is our refund policy?”. */
export const askDocuments: Intent = (utterance, world) => {
  const isOne = /^(?:what|which|who|how|when|where|why|does|do|is|are|can)\b/.test(utterance.text);
  if (!isOne || notContent.test(utterance.text)) return undefined;
  return utterance.fresh().rest(searchWords).length > 0 ? searchFor(utterance, world) : undefined;
};

const searchFor: Intent = (utterance, { vocabulary }) => {
  const kind = kindOf(utterance.take(new RegExp(`\\b(?:${kinds})\\b`))?.[0], vocabulary);
  const whole = utterance.fresh().rest(searchWords);
  const fields = takeFields(utterance, vocabulary).filter(({ negated }) => !negated);
  const named = (field: string) => fields.find((slot) => slot.field === field)?.value;
  const topic = utterance.rest(searchWords);
  const words = topic.length > 0 ? topic : whole;
  if (words.length === 0 && !kind)
    return {
      say: 'What shall I look for in the content library? Name a topic, such as security, ROI or onboarding.',
    };
  const input = {
    query: (words.length > 0 ? words.join(' ') : (kind as string)).replace(/[“”]/g, '').slice(0, 300),
    ...(named('journey_stage') && { stage: named('journey_stage') }),
    ...(kind && kind !== 'email' && { kind }),
    ...(named('industry') && { industry: named('industry') }),
    ...(named('company_size') && { company_size: named('company_size') }),
    // The answer groups passages by item, so it needs more of them than it has lines.
    limit: 10,
  };
  return { calls: [{ name: 'search_content', input }] };
};

const searchWords: ReadonlySet<string> = new Set([
  ...plainWords,
  ...'content contents library say says mention cover write recommend advise according search find look document documents article articles material materials resource resources piece pieces stage industry sector regarding concerning related topic topics item items passage passages email emails'.split(
    ' ',
  ),
]);
