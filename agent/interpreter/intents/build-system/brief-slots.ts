import { type JourneyStage, journeyStages } from '../../../../engine/program/schema.ts';
import type {
  BusinessModel,
  LeadSource,
  LeadType,
  Platform,
  SalesCycle,
} from '../../../../engine/program/templates/system/brief.ts';
import { numberOf, numberSource } from '../../slots/numbers.ts';
import type { Utterance } from '../../words/utterance.ts';

type Words<T extends string> = readonly (readonly [T, RegExp])[];

/** The normalised text parts a digit from the letter after it: `b2 b`. */
const models: Words<BusinessModel> = [
  ['b2b', /\bb2 b\b|\bbusiness to business\b/],
  ['b2c', /\b[bd]2 c\b|\b(?:business|direct) to consumers?\b|\bconsumers?\b/],
  [
    'enterprise',
    /\b(?:enterprises?|(?:large|big) (?:compan(?:y|ies)|organi[sz]ations?|accounts?))\b(?: (?:compan(?:y|ies)|accounts?|customers?|buyers?))?/,
  ],
  [
    'smb',
    /\b(?:smbs?|smes?|small (?:(?:and|to) (?:medium|mid)(?: sized?)? )?(?:business(?:es)?|compan(?:y|ies)|firms?))\b(?: (?:business(?:es)?|compan(?:y|ies)|accounts?|customers?))?/,
  ],
  ['freemium', /\bfreemium\b|\bfree (?:plan|tier|version|trial)\b/],
  [
    'subscription',
    /\bsubscriptions?\b(?: (?:business|model|based))?|\bsaas\b(?! (?:compan|business|firm|customer|lead))/,
  ],
];

export function takeModels(utterance: Utterance): BusinessModel[] {
  return namedIn(utterance, models);
}

/** From the one that takes longest: a “long and complex” cycle is complex. */
const cycles: Words<SalesCycle> = [
  [
    'committee',
    /\b(?:(?:buying|purchasing) )?committees?(?: based| driven)?(?: (?:decides?|decisions?|sales|buying|cycles?|process))*\b/,
  ],
  ['complex', /\bcomplex\b/],
  ['long', /\b(?:long|slow)(?:er|ish)?\b(?: (?:decisions?|deciders?|buyers?|sales?))*/],
  ['medium', /\b(?:medium|middling|average|mid)(?: length| sized)?\b/],
  ['short', /\b(?:short|quick|fast)(?:er|ish)?\b(?: (?:decisions?|deciders?|buyers?|sales?))*/],
];
const span = `(?<n>${numberSource}|an?) (?<unit>week|month|year)s?`;
const durations = [
  new RegExp(`\\b${span}(?: long)?(?: (?:sales|buying))? cycles?\\b`),
  new RegExp(
    `\\b(?:sales|buying) (?:cycles?|process)(?: of| is| ,| =)? (?:about |around |roughly )?${span}\\b`,
  ),
  new RegExp(
    `\\b(?:(?:sales|buying|deals?|it|they|that|leads?) )?(?:cycles? (?:of|is|takes?|lasts?)|takes?|clos(?:es?|ing) (?:in|within|after)|decid(?:es?|ing) (?:in|within|after))(?: about| around| roughly| us| them)* ${span}(?: to (?:close|decide|buy))?\\b`,
  ),
  new RegExp(
    `(?<=^|, )(?:(?:about|around|roughly|it is|they take|takes?) )*${span}(?: to (?:close|buy|decide|sign))?(?= ,|$)`,
  ),
];
const daysOf: Readonly<Record<string, number>> = { week: 7, month: 30, year: 365 };

/** A cycle in words, or by its length: up to 8 weeks is short, up to 6 months medium, and more is long. */
export function takeCycle(utterance: Utterance): { cycle?: SalesCycle; note?: string } {
  const said = durations.map((pattern) => utterance.take(pattern)).find((match) => match !== undefined);
  if (said?.groups) {
    const { n = '', unit = '' } = said.groups;
    const days = (/^an?$/.test(n) ? 1 : numberOf(n)) * (daysOf[unit] ?? 7);
    const cycle = days <= 56 ? 'short' : days <= 183 ? 'medium' : 'long';
    return { cycle, note: `I took “${said[0]}” for a ${cycle} cycle.` };
  }
  const named = namedIn(utterance, cycles);
  const cycle = cycles.map(([name]) => name).find((name) => named.includes(name));
  return cycle ? { cycle } : {};
}

const sources: Words<LeadSource> = [
  [
    'organic',
    /\borganic(?:ally)?(?: (?:search|traffic))?\b|\bseo\b|(?<!\bpaid )\bsearch(?: engines?| traffic)?\b(?! ads?)|\bgoogle\b(?! ads?)/,
  ],
  [
    'paid',
    /\b(?:paid(?: (?:ads?|search|social|campaigns?|media|traffic|channels?))?|(?:google|linkedin|facebook|instagram|social(?: media)?|search|display|online) (?:ads?|advertising|campaigns)|adwords|ads?|advertising|ppc)\b/,
  ],
  ['referral', /\breferrals?\b|\bword of mouth\b/],
  ['content', /\b(?:content(?: (?:marketing|downloads?))?|blogs?|white ?papers?|downloads?|e ?books?)\b/],
  ['events', /\b(?:events?|webinars?|conferences?|trade ?shows?|fairs?)\b/],
  ['partnerships', /\b(?:partner(?:s|ships?)?|resellers?)\b/],
];
/** Otherwise “content” and “events” may be what the system is to have. */
const coming =
  /\b(?:from|via|through|by|sources?|traffic|find us|seo|ads|come|channels?|mostly|mainly|(?:organic|paid|referral|partner|event|webinar) leads?)\b/;

export function takeSources(utterance: Utterance): LeadSource[] {
  return utterance.has(coming) ? namedIn(utterance, sources) : [];
}

const types: Words<LeadType> = [
  ['mql', /\bmqls?\b/],
  ['sql', /\bsqls?\b/],
  ['cold', /\bcold\b/],
  ['warm', /\bwarm\b/],
  ['hot', /\bhot\b/],
];

export function takeLeadTypes(utterance: Utterance): LeadType[] {
  return namedIn(utterance, types);
}

const stageWord = '(?:awareness|consideration|decision(?! makers?)|implementation|onboarding|advocacy)';
const range = new RegExp(
  `\\bfrom (?<a>${stageWord}) (?:through )?(?:to|until|up to) (?<b>${stageWord})\\b(?: stages?)?`,
);

/** Stages by name or as a range; after the purchase come two. */
export function takeStages(utterance: Utterance): JourneyStage[] {
  const placeOf = (word = '') =>
    journeyStages.indexOf((word === 'onboarding' ? 'implementation' : word) as JourneyStage);
  const between = utterance.take(range)?.groups;
  if (between) return journeyStages.slice(placeOf(between.a), placeOf(between.b) + 1);
  const named = utterance
    .takeAll(new RegExp(`\\b${stageWord}\\b(?: stages?)?`))
    .map(([word]) => placeOf(word.split(' ')[0]));
  if (utterance.take(/\bpost purchase\b|\bafter (?:the )?purchase\b/)) named.push(3, 4);
  return journeyStages.filter((_, place) => named.includes(place));
}

const platforms: Words<Platform> = [
  ['hubspot', /\bhubspot\b/],
  ['marketo', /\bmarketo\b/],
  ['pardot', /\bpardot\b/],
  ['custom', /\b(?:custom|own|home ?grown|in house) (?:platform|stack|tools?|system)\b/],
  ['multi-platform', /\b(?:multi|several|multiple) ?platforms?\b/],
];

export function takePlatform(utterance: Utterance): Platform | undefined {
  const named = namedIn(utterance, platforms);
  return named.length > 1 ? 'multi-platform' : named[0];
}

/** In the order in which they are said. */
function namedIn<T extends string>(utterance: Utterance, words: Words<T>): T[] {
  return words
    .flatMap(([name, pattern]) => {
      const [first] = utterance.takeAll(pattern);
      return first ? [{ name, index: first.index }] : [];
    })
    .sort((a, b) => a.index - b.index)
    .map(({ name }) => name);
}
