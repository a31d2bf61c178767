import { journeyStages } from '../../../../engine/program/schema.ts';
import { slug } from '../../../../tools/support/slug.ts';
import type { LiveVocabulary } from '../../../vocabulary.ts';
import type { LeadDescription } from '../../slots/condition.ts';
import type { Utterance } from '../../words/utterance.ts';
import { thing } from './brief-words.ts';

/** What a track is called by where it says neither who enters nor which stage it is for. */
export const kindOfTrack = new RegExp(
  `\\b(?<kind>on ?boarding|welcome|win ?back|re ?activation|re ?engagement|wake ?up|reminder|up ?sell|cross ?sell|loyalty|follow ?up) (?=(?:nurture |e ?mail )?${thing}\\b)`,
);
export const topicOfTrack = new RegExp(
  `(?<=\\b${thing} )(?:about|around|on the (?:topic|subject) of) (?<topic>(?!\\d|an?\\b)(?:(?!(?:for|in|over|with|that|who|lasting|aimed|targeting|of|to|quote\\d+)\\b)[a-z]+ ?){1,4})(?=$|,|for |in |over |with |that |who |lasting |aimed |targeting |of |to )`,
);

export function aboutTopic(topic: string | undefined): string[] {
  return topic === undefined
    ? []
    : [`“About ${topic}” is its objective; its emails are chosen by stage and audience.`];
}

/** A quotation that nothing else has taken is what the track is called. */
export function loneQuote(utterance: Utterance): string | undefined {
  const quotes = utterance.free().filter((word) => /^quote\d+$/.test(word));
  const [quote] = quotes;
  if (quote === undefined || quotes.length > 1) return undefined;
  utterance.take(new RegExp(`\\b(?:title |name |titled |named |called )?${quote}\\b`));
  return utterance.quotes[Number(quote.slice(5))];
}

/** Beside the word track, or by itself; beside leads it says where they stand. */
export const stageOfTrack = new RegExp(
  [
    `\\b(?<stage>STAGES)(?: (?:stage|phase))? (?=(?:nurture |nurturing |e ?mail )?${thing}\\b)`,
    `(?<=\\b${thing} )(?:(?:is )?(?:in|at|for) (?:the )?)(?<stage>STAGES) (?:stage|phase)\\b`,
    '(?<!\\b(?:leads?|contacts?|prospects?|people|companies|buyers?|folks|who are|that are) )\\bat (?:the )?(?<stage>STAGES) (?:stage|phase)\\b',
    '(?<!\\b(?:leads?|contacts?|prospects?|people|companies|buyers?|folks) )\\b(?:for|in) (?:the )?(?<stage>STAGES) (?:stage|phase)(?= ,|$| (?:with|that|which|over|lasting|running|for))',
    '(?<= , )(?:in )?(?<stage>STAGES)(?: (?:stage|phase))?(?= ,|$)',
    `(?<=(?:^|, |quote\\d |${thing} |new |with |and ))(?:its |the )?stage (?:is |= |, )?(?<stage>STAGES)(?= ,|$| and| with)`,
  ]
    .join('|')
    .replaceAll('STAGES', journeyStages.join('|')),
);

/** The name in quotation marks beside `called`, or behind the word track. */
export function takeTitle(utterance: Utterance): string | undefined {
  const match =
    utterance.take(/\b(?:called|named|titled|with (?:the )?(?:title|name)) quote(\d+)/) ??
    utterance.take(new RegExp(`(?<=\\b${thing} )quote(\\d+)`));
  return match ? utterance.quotes[Number(match[1])] : undefined;
}

const sizeNames: Readonly<Record<string, string>> = {
  smb: 'SMB',
  'mid-market': 'Mid-market',
  enterprise: 'Enterprise',
};

/** `SMB fintech awareness`. */
export function titleOf(description: LeadDescription, stage: string): string {
  const order = ['company_size', 'industry', 'buyer_role', 'region', 'country', 'source'];
  const named = description.fields
    .filter(({ value, negated, field }) => value !== undefined && !negated && order.includes(field))
    .sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
    .map(({ value }) => sizeNames[value as string] ?? (value as string));
  const words = [...new Set(named), stage].join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A title of ours that no track has. */
export function notTaken(title: string, { tracks }: LiveVocabulary): string {
  const taken = new Set(tracks.map(({ id }) => id));
  let free = title;
  for (let n = 2; taken.has(slug(free)); n++) free = `${title} ${n}`;
  return free;
}
