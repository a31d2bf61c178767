import type { Condition } from '../../../engine/program/condition/ast.ts';
import { printCondition } from '../../../engine/program/condition/print.ts';
import { type JourneyStage, journeyStages } from '../../../engine/program/schema.ts';
import { defaultVocabulary } from '../../../engine/program/vocabulary.ts';
import { slug } from '../../../tools/support/slug.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent, Plan, World } from '../requests.ts';
import { type LeadDescription, takeDescription } from '../slots/condition.ts';
import { numberOf, numberSource } from '../slots/numbers.ts';
import { takePasted } from '../slots/pasted.ts';
import { readWho } from '../slots/who.ts';
import { lastGroup } from '../turns/remembered.ts';
import { ask, askTrack, notUnderstood } from '../wording/say.ts';
import { moodOf } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';
import { createUtterance, type Utterance } from '../words/utterance.ts';
import { wishesFor } from './edit/frames/mood.ts';
import { trackNamedIn } from './edit/frames/track-named.ts';

const thing = '(?:track|sequence|campaign|nurture|drip|flow|series)';
const wanted = new RegExp(
  `^(?:(?:please|ok|and|,) )*(?:an? )?(?:new )?(?:${journeyStages.join('|')})(?: stage)? (?:nurture |nurturing |e ?mail )?${thing}\\b.*\\b(?:weeks?|months?)\\b|\\b${thing}\\b.*\\b(?:is|are) (?:needed|wanted|required)\\b|^(?:(?:please|ok|and|,) )*(?:an? )?\\d+ (?:days?|weeks?|months?) (?:[a-z]+ )?${thing}\\b|\\b(?:build|create|make|set up|design|draft|propose|plan|start|launch|need|want|would like|add|write|whip up|put together|spin up|new|another)\\b.*\\b${thing}s?\\b`,
);
const shown = /\b(?:show|list|which|how (?:did|is|are|does|many))\b/;

const wishVerbs =
  'build|create|make|set up|design|draft|propose|plan|start|launch|add|write|prepare|generate|whip up|put together|spin up|give (?:me|us)';
/** `we need a 4-week track for …`, `another track for …`. */
const needing =
  /^(?:(?:please|ok|okay|now|and|so|then|hi|hello|hey|,) )*(?:(?:(?:i|we) )?(?:(?:also|now|really) )*(?:want|need|would like)(?: to have)? |(?=(?:an? )?\d+ (?:days?|weeks?|months?) )|(?=(?:a )?(?:new|another)\b))(?:an?|another|one|the|new|\d+)\b/;
/** `a decision track for fintech is needed`, `decision track, fintech, 4 weeks`. */
const brief = new RegExp(
  `^(?:(?:please|ok|okay|now|and|so|then|hi|hello|hey|,) )*(?:an? )?(?:new )?(?:(?:${journeyStages.join('|')})(?: stage)? (?:nurture |nurturing |e ?mail )?${thing}\\b|.*\\b${thing}\\b.*\\b(?:is|are) (?:needed|wanted|required)\\b)(?!.*\\b(?:did|does|was|were|has|have|if|unless|should)\\b)`,
);
const imperative = new RegExp(`^(?:${wishVerbs})\\b`);
const building =
  /\b(?:buil[dt]|building|creat(?:e|ed|ing)|ma[dk]e|making|set(?:ting)? up|design(?:ed)?|draft(?:ed)?|propos(?:e|ed|ing)|launch(?:ed|ing)?|add(?:ed)?|start(?:ed)?|need|want)\b/;

const noun = new RegExp(`\\b${thing}s?\\b`);
/** A track that there is not yet: `a … track`, `new track`, `nurture fintech leads`. */
const another = new RegExp(
  `\\b(?:an?|another|new|one more|third|second)(?: (?!the\\b|of\\b|on\\b|in\\b)[a-z0-9]+){0,6}? ${thing}\\b|\\bnurtur(?:e|ing) (?!track|sequence|campaign|system|program|machine|engine)[a-z]|\\b${thing} (?:of (?:it|this|that|their own)|out of|quote\\d+|for)\\b|^(?:\\d+ emails? )?[a-z0-9 ]*\\b${thing}\\b`,
);
/** Of a track that there is: its parts are edited, not built. */
const ofOne =
  /\b(?:rename|copy|clone|duplicate|remove|delete|halt|pause|stop|resume|enter|enters|leave|exit|skip|swap|replace|move|between|before|after email|how (?!about)|perform\w*|did(?! not)|points?(?! but| and| or| yet|,)|experiment|trigger|notify|enrol|draft|simulate)\b/;

/** A brief in any words: what a track is made of stands in it, whatever asks for it. */
export const trackOfBrief: Intent = (utterance, world) => {
  const { text, raw } = utterance;
  if (!noun.test(text) || !another.test(text) || ofOne.test(text) || !wishesFor(text, raw)) return undefined;
  if (/\b(?:show|list|which track|how many|how (?:did|is|are|does))\b/.test(text) || isSystem.test(text))
    return undefined;
  const said = new RegExp(
    `\\b(?:${journeyStages.join('|')})\\b|\\b(?:${numberSource}) (?:weeks?|months?|days?)\\b`,
  ).test(text);
  const named = trackNamedIn(text, world.vocabulary);
  if (named && named.tracks.length === 1 && !/\b(?:weeks?|months?)\b/.test(text)) return undefined;
  if (!said && !/\b(?:another|new|build|create|make|need|want)\b/.test(text)) return undefined;
  const plan = planned(utterance, world);
  return plan.unread && plan.unread.length > 0 ? undefined : plan;
};

const isSystem = /\b(?:system|everything|machine|engine|whole program|entire program)\b/;

/** A new track from a brief: who, which stage, how long. What is missing is asked for, never guessed. */
export const buildTrack: Intent = (utterance, world) => {
  const { text, raw } = utterance;
  if (!wanted.test(text) && !building.test(text)) return undefined;
  if (!new RegExp(`\\b${thing}s?\\b`).test(text)) return undefined;
  const mood = moodOf(text, raw, wishVerbs);
  if (mood !== 'wish' && (raw.includes('?') || !(needing.test(text) || brief.test(text)))) {
    const asked =
      /^(?:(?:please|so|and|ok|,) )*(?:do not|did|have we|has|should|shall|would|will|what if|if|why|when|never|no need|who|is|was|were|are|could|can|we (?!can)|i |let us not|maybe|perhaps|imagine|suppose)/;
    return building.test(text) && (asked.test(text) || imperative.test(text))
      ? {
          say: 'I have proposed nothing. To have a track proposed, say “build a 4-week track for SMB fintech leads in awareness”; “list tracks” shows those there are.',
        }
      : undefined;
  }
  if (!wanted.test(text) || shown.test(text)) return undefined;
  return planned(utterance, world);
};

function planned(whole: Utterance, { vocabulary, history }: World): Plan {
  const { written, utterance } = withoutWrittenGoal(withPeriods(whole), vocabulary);
  // First: what is pasted has periods and numbers of its own.
  const pasted = takePasted(utterance, vocabulary);
  const called = takeTitle(utterance);
  const kind = utterance.take(kindOfTrack)?.groups?.kind;
  const topic = utterance.take(topicOfTrack)?.groups?.topic?.trim();
  const days = takeDays(utterance);
  const goal = written ?? takeGoal(utterance, vocabulary);
  const rhythm = days.length > 0 ? {} : takeRhythm(utterance);
  const weeks = takeWeeks(utterance);
  const everybody = utterance.take(
    /\b(?:all|every|any) (?:of )?(?:our |the )?(?:leads?|contacts?|prospects?)\b|\b(?:for|to) everyone\b/,
  );
  // `a decision track` says for which stage the track is, and not who enters.
  const trackStage = utterance.take(stageOfTrack)?.groups?.stage as JourneyStage | undefined;
  const description = takeDescription(utterance, vocabulary, { group: lastGroup(history) });
  if (pasted) {
    const of = [pasted.condition, ...(description.condition ? [description.condition] : [])];
    description.condition = of.length > 1 ? { op: 'and', of } : pasted.condition;
  }
  const title = called ?? loneQuote(utterance);
  const leftover = utterance.rest(briefWords);
  if (description.unknown.length > 0) return { say: description.unknown.join('\n') };
  if (leftover.length > 0) return notUnderstood(leftover, 'proposed a track');
  if (goal?.leftover.length) return notUnderstood(goal.leftover, 'proposed a track');

  const named = stagesOf(description);
  const stages = named.length === 0 && trackStage !== undefined ? [trackStage] : named;
  const described = description.condition !== undefined && !onlyStage(description);
  const missing = [
    ...(stages.length === 1 ? [] : [`its stage, one of ${journeyStages.join(', ')}`]),
    ...(weeks === undefined ? ['how many weeks it runs'] : []),
    ...(described || (everybody && description.condition)
      ? []
      : ['who enters, such as “SMB fintech leads” (or “all leads”)']),
  ];
  if (missing.length > 0) return ask(askTrack, missing, weeks === undefined ? { unit: 'weeks' } : {});

  const stage = stages[0] as JourneyStage;
  const audience = printCondition(description.condition as Condition, defaultVocabulary);
  // Condition text of which only the beginning was read is not what was meant.
  const lost = ['WHERE', 'IN last_', 'THEN'].filter(
    (word) => utterance.raw.includes(word) && !audience.includes(word),
  );
  if (lost.length > 0) return notUnderstood(lost, 'proposed a track');
  const input = {
    title:
      title ??
      notTaken(titleOf(description, kind?.replace(/^(re|win|on|cross|up) /, '$1-') ?? stage), vocabulary),
    stage,
    audience,
    weeks,
    ...rhythm,
    ...(days.length > 0 && { emails: days.map((day) => ({ day })) }),
    ...(topic && { objective: `About ${topic}` }),
    ...(goal?.condition && { goal: printCondition(goal.condition, defaultVocabulary) }),
  };
  return {
    calls: [{ name: 'propose_track', input }],
    notes: [...description.notes, ...aboutTopic(topic)],
    unread: [],
  };
}

/** `who opened nothing in 60 days`: how far back is meant, and not how long the track runs. */
function withPeriods(utterance: Utterance): Utterance {
  const text = utterance.text.replace(
    /\b(?<who>who|without|with no|(?:leads|people|contacts|companies|those) that)\b(?<did>[^,]*?) (?<how>in|within|for) (?<n>\d+ (?:days?|weeks?|months?))\b/g,
    (whole, who: string, did: string, how: string, n: string) =>
      how === 'for' && !/\b(?:not|no|never|nothing|without)\b/.test(who + did)
        ? whole
        : `${who}${did} in the last ${n}`,
  );
  const run = text.replace(
    /\b(should|shall|must|can|will|to) last (?=\d|a |an |one|two|three|four|five|six|seven|eight|nine|ten|twelve)/g,
    '$1 run ',
  );
  if (run === utterance.text) return utterance;
  return { ...createUtterance(run), raw: utterance.raw, quotes: utterance.quotes };
}

/** `goal: demo_requests >= 1`, pasted beside the condition of who enters. */
function withoutWrittenGoal(utterance: Utterance, vocabulary: LiveVocabulary) {
  const said =
    /[,;]?\s*\bgoal(?: is)?\s*[:=]?\s+(?<when>(?:NOT )?[a-z]+_[a-z_]+ ?(?:>=|<=|>|<|=)[^,;]*?)(?=[.\s]*(?:[,;]|$))/i.exec(
      utterance.raw,
    );
  const found = said && takePasted(createUtterance(`: ${said.groups?.when}`), vocabulary);
  return found
    ? {
        written: { condition: found.condition, leftover: [] as string[] },
        utterance: createUtterance(utterance.raw.replace(said[0], ' ')),
      }
    : { utterance };
}

/** What a track is called by where it says neither who enters nor which stage it is for. */
const kindOfTrack = new RegExp(
  `\\b(?<kind>on ?boarding|welcome|win ?back|re ?activation|re ?engagement|wake ?up|reminder|up ?sell|cross ?sell|loyalty|follow ?up) (?=(?:nurture |e ?mail )?${thing}\\b)`,
);
const topicOfTrack = new RegExp(
  `(?<=\\b${thing} )(?:about|around|on the (?:topic|subject) of) (?<topic>(?!\\d|an?\\b)(?:(?!(?:for|in|over|with|that|who|lasting|aimed|targeting|of|to|quote\\d+)\\b)[a-z]+ ?){1,4})(?=$|,|for |in |over |with |that |who |lasting |aimed |targeting |of |to )`,
);

function aboutTopic(topic: string | undefined): string[] {
  return topic === undefined
    ? []
    : [`“About ${topic}” is its objective; its emails are chosen by stage and audience.`];
}

/** `on day 1, day 4 and day 10`, `on days 1, 4 and 10`: when its emails go out. */
function takeDays(utterance: Utterance): number[] {
  const several = utterance.take(
    /\b(?:on )?days? \d+(?:(?: ,)?(?: and| then)?(?: (?:one|1|another|a second|a third|the (?:second|third|fourth|next|last|other)))?(?: (?:e ?)?mails?)?(?: on)?(?: day)? \d+\b(?! (?:weeks?|months?|emails?)))+/,
  );
  const days = (several?.[0].match(/\d+/g) ?? []).map(Number);
  if (days.length > 0) {
    utterance.take(
      /\b(?:with |and )?(?:an?|one|1|the first) (?:e ?)?mail(?: (?:goes|going|sent|goes out))? (?=·)/,
    );
    utterance.take(
      /\b(?:the |its |with )?emails? (?:should |shall |must |are to |to )?(?:go(?:ing)? out|be sent|sent|come|on|go)\b/,
    );
  }
  return days;
}

/** A quotation that nothing else has taken is what the track is called. */
function loneQuote(utterance: Utterance): string | undefined {
  const quotes = utterance.free().filter((word) => /^quote\d+$/.test(word));
  const [quote] = quotes;
  if (quote === undefined || quotes.length > 1) return undefined;
  utterance.take(new RegExp(`\\b(?:title |name |titled |named |called )?${quote}\\b`));
  return utterance.quotes[Number(quote.slice(5))];
}

/** Beside the word track, or by itself; beside leads it says where they stand. */
const stageOfTrack = new RegExp(
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

function takeTitle(utterance: Utterance): string | undefined {
  const match =
    utterance.take(/\b(?:called|named|titled|with (?:the )?(?:title|name)) quote(\d+)/) ??
    utterance.take(new RegExp(`(?<=\\b${thing} )quote(\\d+)`));
  return match ? utterance.quotes[Number(match[1])] : undefined;
}

/** `until they request a demo`: the rest of the sentence is the goal. */
function takeGoal(utterance: Utterance, vocabulary: LiveVocabulary) {
  const last = utterance.take(
    /\b(?:with|and) (?:an? |the )?((?:[a-z]+ ){1,4})(?:as|for) (?:the |its |a |our )?goal\b/,
  );
  const match =
    last ??
    utterance.take(
      /\b(?:(?:that |which |it |and )*(?:should |shall )?(?:ends?|stops?|finishes|runs|ending|ended|is over|is done|has reached (?:its|the) goal|reached its goal|succeeds|is successful) (?:when|once|as soon as|until) (?:they|a lead|the lead|leads?|somebody|someone|a(?= meeting)|an?(?= demo))(?: have| has)?|until (?:they|a lead|the lead|leads?|somebody|someone)(?: have| has)?|(?:with )?(?:the |a )?goal(?: is| of| being)?(?: ,)?(?: that)?(?: they)?|(?:and |so )?(?:it |that |this )?(?:is|counts as|would be|works?|has worked) ?(?:an? )?(?:success(?:ful)?)? (?:when|once|if|as soon as)(?: they| a lead)?|success(?: ,| is| means| =| criterion| metric)+(?: that)?(?: they)?|aiming (?:at|for)) ([^,]+)/,
    );
  if (!match) return undefined;
  const { condition, left } = readWho(match[1] as string, utterance.quotes, vocabulary);
  const leftover = left.filter((word) => !briefWords.has(word));
  return condition
    ? { condition, leftover }
    : { leftover: leftover.length > 0 ? leftover : [match[1] as string] };
}

function takeWeeks(utterance: Utterance): number | undefined {
  const match =
    utterance.take(
      new RegExp(
        `(?<!\\b(?:last|past|previous|within|every|each|least|than)(?: the)? )\\b(?:(?:over|for|in|lasting|running|runs|of) )?(?:the (?:next|course of) )?(?:about )?(${numberSource}) (week|month|day)s?(?: (?:long|in (?:all|total)|altogether))?\\b`,
      ),
    ) ??
    utterance.take(/\b(?:lasting|for|over|runs|running|takes|of) (an?) (month|week)\b/) ??
    utterance.take(/\b(?:weeks|length|duration)(?: ,| =| is)? (\d+)(?: (week)s?)?(?= ,|$)/);
  if (!match) return undefined;
  const n = /^an?$/.test(match[1] as string) ? 1 : numberOf(match[1] as string);
  const weeks =
    match[2] === 'week' || match[2] === undefined
      ? n
      : match[2] === 'month'
        ? Math.round((n * 365) / 84)
        : Math.ceil(n / 7);
  return Math.min(52, Math.max(1, weeks));
}

function takeRhythm(utterance: Utterance): { email_count?: number; every_days?: number } {
  const every = utterance.take(
    new RegExp(
      `\\b(?:(?:an?|one|1) (?:e ?)?mails? )?(?:(?:every (?:(?<n>${numberSource}|other|second) )?(?<unit>day|week)s?)|(?<word>weekly|daily|biweekly|fortnightly|(?:(?<=mails? )an?|per|each|every) fortnight|twice a week|once a week|(?<=mails? )(?:a|per|each) (?:week|day)))\\b(?: (?:e ?)?mails?)?`,
    ),
  );
  const count =
    utterance.take(
      new RegExp(
        `\\b(?:(?:with|of|and|in|containing|having) )?(?<n>${numberSource}) (?:e ?)?(?:mails?|touch(?:es)?|messages?)\\b`,
      ),
    ) ?? utterance.take(new RegExp(`\\be ?mails? ,(?: number)? (?<n>${numberSource})(?= ,|$)`));
  return {
    ...(count && { email_count: Math.min(20, numberOf(count.groups?.n as string)) }),
    ...(every && !count && { every_days: gapOf(every.groups ?? {}) }),
  };
}

function gapOf(groups: Record<string, string | undefined>): number {
  const words: Readonly<Record<string, number>> = {
    weekly: 7,
    'once a week': 7,
    daily: 1,
    'a day': 1,
    'per day': 1,
    'each day': 1,
    'a week': 7,
    'per week': 7,
    'each week': 7,
    'a fortnight': 14,
    'per fortnight': 14,
    'each fortnight': 14,
    'every fortnight': 14,
    biweekly: 14,
    fortnightly: 14,
    'twice a week': 3,
  };
  if (groups.word) return words[groups.word] ?? 7;
  const n = groups.n === undefined ? 1 : /other|second/.test(groups.n) ? 2 : numberOf(groups.n);
  return n * (groups.unit === 'week' ? 7 : 1);
}

function stagesOf(description: LeadDescription): JourneyStage[] {
  const named = description.fields
    .filter(({ field, negated }) => field === 'journey_stage' && !negated)
    .map(({ value }) => value);
  return journeyStages.filter((stage) => named.includes(stage));
}

function onlyStage(description: LeadDescription): boolean {
  const { condition } = description;
  return (condition?.op === 'field' || condition?.op === 'field_in') && condition.field === 'journey_stage';
}

const sizeNames: Readonly<Record<string, string>> = {
  smb: 'SMB',
  'mid-market': 'Mid-market',
  enterprise: 'Enterprise',
};

/** `SMB fintech awareness`. */
function titleOf(description: LeadDescription, stage: string): string {
  const order = ['company_size', 'industry', 'buyer_role', 'region', 'country', 'source'];
  const named = description.fields
    .filter(({ value, negated, field }) => value !== undefined && !negated && order.includes(field))
    .sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
    .map(({ value }) => sizeNames[value as string] ?? (value as string));
  const words = [...new Set(named), stage].join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A title of ours that no track has. */
function notTaken(title: string, { tracks }: LiveVocabulary): string {
  const taken = new Set(tracks.map(({ id }) => id));
  let free = title;
  for (let n = 2; taken.has(slug(free)); n++) free = `${title} ${n}`;
  return free;
}

const briefWords: ReadonlySet<string> = new Set([
  ...plainWords,
  ...'build create design draft propose plan start launch add write track tracks sequence campaign nurture nurturing drip flow series short long stage phase running runs lasting lead targeting target targeted aimed audience email emails need please called named titled around program set educational education entry enter enters whip put together spin mails folks from scratch needed wanted required go lets do another good great nice exactly people ppl after own deserve deserves length title called it them of come up audience guess think for new one more touch want wanna would could over all total in plan planned run lasting lasts draw work cook knock devise sketch prepare compose up arrange organise organize set run through'.split(
    ' ',
  ),
]);
