import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent, Plan, World } from '../requests.ts';
import { experimentNoun, experimentsNamed } from '../slots/experiments.ts';
import { resolveTrack } from '../slots/names.ts';
import { numberOf, numberSource } from '../slots/numbers.ts';
import { trackNamed } from './one-lead.ts';

/** How large, how long, how little. */
const size =
  /\bsample sizes?\b|\bpower (?:calculation|analysis)\b|\bhow (?:many|much|long|big|large|small)\b|\b(?:big|large|long|small|many|much|traffic|leads|people|contacts|volume) enough\b|\benough (?:leads?|people|contacts|traffic|volume)\b|\b(?:leads?|people|contacts|days|weeks|traffic|recipients|e ?mails?) (?:are |is |do i |do we |would be )?(?:needed|required?|necessary)\b|\b(?:needed|required?|necessary)\b.*\b(?:leads?|people|contacts|days|weeks)\b|\bsmallest\b|\bminimum (?:sample|effect|number|size)\b|\b(?:leads?|people|contacts|size) (?:per|for each|in each) (?:arm|variant|group|version)\b|\b(?:can|could) we (?:even |ever )?(?:test|see|show|prove|detect|notice|tell|measure)\b|\bwhat (?:difference|effect|uplift|lift)\b|\b(?:difference|effect|uplift|lift|change|improvement) of\b/;
/** What is to be found out. */
const effect =
  /\b(?:difference|differences|effect|effects|uplift|lift|significan\w+|statistical\w*|detect|detectable|prove|notice|sample|power)\b|\b(?:points?|pts?|pp|percentage) (?:more|better|higher|of)\b|\bto (?:see|show|find|detect|measure|prove|notice|test|tell|know|be sure|compare)\b/;
/** A new experiment, not one that there is. */
const planned =
  /\b(?:would|need\w*|needs|must|should|require\w*|necessary|could|can we|plan|planning|suppos\w+|if we|let us say|assum\w+|want to|before we|to test|sample|power|smallest|minimum|enough|per arm|each|to see|to show|to detect|to notice|to prove|take)\b/;
const running = /\b(?:has|have) (?!to\b).*\b(?:been )?(?:run|running|ended up|so far)\b|\bso far\b/;
const metrics: readonly (readonly [RegExp, string])[] = [
  [/\btime to sql\b|\bfaster\b|\bspeed\b/, 'time-to-sql'],
  [/\bdemos?\b/, 'demo-request'],
  [/\bmeetings?\b/, 'meeting'],
  [/\bdownloads?\b/, 'download'],
  [/\bdeals?\b|\brevenue\b|\bwon\b/, 'deal'],
  [/\bsqls?\b|\bqualif\w+\b|\bhand ?(?:off|over)\b|\bthresholds?\b|\bscor\w+\b/, 'sql'],
  [/\bgoals?\b/, 'goal'],
  [/\bprogress\w*\b|\btrack length\b|\b(?:short|long)\w* track\b|\bpaths?\b|\bbranch\w*\b/, 'progression'],
  [
    /\bclick\w*\b|\bsubject\b|\bsend (?:time|day)s?\b|\bcta\b|\bcall to action\b|\be?mails?\b|\bweekday\b|\bformat\b/,
    'click',
  ],
];
const effectSize = new RegExp(
  `\\b(${numberSource}|\\d+\\.\\d+) ?(?:percentage |percent |% ?)?(?:points?|pts?|pp|ppts?)\\b`,
);
const armCount = new RegExp(
  `\\b(${numberSource}) (?:different )?(?:arms|variants|versions|variations|groups|options|alternatives)\\b`,
);

/** `how many leads do I need to test a subject line?`, `clicks, 3 arms, 2 points: sample size`: how large a new one must be. */
export const planExperiment: Intent = ({ text }, { vocabulary, history }) => {
  const again = samePlan(text, vocabulary, history);
  if (again) return again;
  const said =
    experimentNoun.test(text) || /\b(?:arms?|variants?|groups?)\b|\bif we (?:test|tri)\w*\b/.test(text);
  const plans = planned.test(text) || effectSize.test(text);
  if (!size.test(text) || !(said || effect.test(text)) || !plans || running.test(text)) return undefined;
  if (
    !said &&
    !effectSize.test(text) &&
    !/\b(?:difference|effect|uplift|lift|significan\w+|sample|power)\b/.test(text)
  )
    return undefined;
  if (/@|\btest (?:e?mails?|sends?)\b/.test(text)) return undefined;
  const { named, whole } = experimentsNamed(text, vocabulary);
  if (whole || (named.length === 1 && /\bthe (?:\S+ ){0,4}(?:experiment|test|trial)\b/.test(text)))
    return undefined;
  return planOf(text, vocabulary);
};

/** What asks no more than for a plan with something else in it, in whatever order. */
const planWords = new Set(
  `and or but so ok okay then also what how about if it we i you would could can should does do did had has have only just
  need needs needed require requires to show find detect see prove notice tell for with by in on at of the a an same many
  much long large big leads lead people per each arm arms group groups experiment test it's that this be is are were was
  instead difference effect uplift lift points point pts pp percentage percent smaller larger bigger more less enough
  difference please now again variants versions measured metric take takes`.split(/\s+/),
);

/** `what if it only had to show ten?`, `and with three arms?`, `how many leads does it need?`: the plan made last. */
function samePlan(text: string, vocabulary: LiveVocabulary, history: World['history']): Plan | undefined {
  const last = history.at(-1)?.calls.at(-1);
  const { plan } = Object(last?.input) as { plan?: Record<string, unknown> };
  if (last?.name !== 'read_experiments' || plan === undefined || text.split(' ').length > 16)
    return undefined;
  const metric = metrics.find(([pattern]) => pattern.test(text));
  const effect =
    effectSize.exec(text)?.[1] ??
    new RegExp(
      `\\b(?:show|find|detect|see|prove|notice|of|about|for|and|only) (${numberSource})(?= ,|$)`,
    ).exec(text)?.[1];
  const arms = armCount.exec(text)?.[1];
  const track = trackMeant(text, vocabulary);
  const bare = [metric?.[0], effectSize, armCount].reduce<string>(
    (said, pattern) => (pattern ? said.replace(pattern, ' ') : said),
    text,
  );
  const left = bare.split(' ').filter((word) => /^[a-z]/.test(word) && !planWords.has(word));
  if (track === undefined && left.length > 0 && !(effect && left.length === 1)) return undefined;
  const asksSize = size.test(text) || /\bit\b/.test(text);
  if (!metric && effect === undefined && arms === undefined && track === undefined && !asksSize)
    return undefined;
  const next = {
    ...plan,
    ...(metric && { metric: metric[1] }),
    ...(track !== undefined && { track }),
    ...(effect !== undefined && { effect: between(0.001, 0.9, decimal(effect) / 100) }),
    ...(arms !== undefined && { arms: between(2, 10, numberOf(arms)) }),
  };
  return { calls: [{ name: 'read_experiments', input: { plan: next } }], unread: [] };
}

function planOf(text: string, vocabulary: LiveVocabulary): Plan {
  const metric = metrics.find(([pattern]) => pattern.test(withoutTrack(text, vocabulary)))?.[1];
  const points = effectSize.exec(text)?.[1];
  const percent = /\b\d+(?:\.\d+)? (?:%|percent)/.test(text);
  const arms = armCount.exec(text)?.[1];
  const track = trackMeant(text, vocabulary);
  return {
    calls: [
      {
        name: 'read_experiments',
        input: {
          plan: {
            metric: metric ?? 'progression',
            ...(track !== undefined && { track }),
            ...(points !== undefined && { effect: between(0.001, 0.9, decimal(points) / 100) }),
            ...(arms !== undefined && { arms: between(2, 10, numberOf(arms)) }),
          },
        },
      },
    ],
    notes: [
      ...(metric === undefined
        ? ['I planned it by progression; name another metric, such as clicks or SQL.']
        : []),
      ...(percent && points === undefined
        ? ['Say the effect in points, such as “2 points”: a percentage could be of the rate.']
        : []),
    ],
    unread: [],
  };
}

function trackMeant(text: string, vocabulary: LiveVocabulary): string | undefined {
  const titled = trackNamed(text, vocabulary)?.id;
  if (titled !== undefined) return titled;
  const spoken = /\b(?:track|sequence|campaign|nurture)\b/.test(text);
  return spoken ? resolveTrack(text, vocabulary.tracks)?.best.id : undefined;
}

/** The title of a track says no metric. */
function withoutTrack(text: string, { tracks }: LiveVocabulary): string {
  return tracks.reduce(
    (said, { title }) => said.replace(title.toLowerCase().replaceAll('-', ' '), ' '),
    text,
  );
}

function decimal(said: string): number {
  return /^[\d.]+$/.test(said) ? Number(said) : numberOf(said);
}

function between(least: number, most: number, value: number): number {
  return Math.min(most, Math.max(least, value));
}
