import type { Experiment, Weekday } from '../../../../engine/program/schema.ts';
import { emailAt } from '../../../../tools/support/edits/emails.ts';
import { tryContent } from '../../../../tools/support/edits/try-content.ts';
import { tryGaps, trySendTimes } from '../../../../tools/support/edits/try-timing.ts';
import { emailSteps } from '../../../../tools/support/email-step.ts';
import { takeTimes, takeWeekdays } from '../../slots/clock.ts';
import { takeEmailNumbers } from '../../slots/email-number.ts';
import { readItem } from '../../slots/item.ts';
import { numberOf, numberSource } from '../../slots/numbers.ts';
import { phraseSource } from '../../slots/phrase.ts';
import { moodOf } from '../../words/mood.ts';
import type { Utterance } from '../../words/utterance.ts';
import { asking, editWhere, isPlan, nothing, type Reading, takeTrack, takeVerb } from './frame.ts';

const trying =
  'try(?: out)?|test(?: out)?|a ?b test|a ?b|ab test|split test|split|experiment(?: with)?|start|begin|set up|run|do|create|propose|make|launch|compare|declare|add|have';
const aTrial =
  /\b(?:try|try out|trying|tested|test|tests|testing|a ?b|split test|experiment|experiments|trial|compare)\b/;
const either =
  /\b(?:or|vs|versus|against|compared (?:to|with)|and|instead of|the (?:other|rest|second)|others)\b/;
/** Of an experiment there is, of how large one must be, or of a test email. */
const notBegun =
  /\b(?:how many|how long|sample size|stop|end|promote|decide|winner|won|running|status)\b|\btest (?:e?mail|of|send)\b|\bto me\b|\bsend me\b|\b(?:not|never|no need) (?:\S+ ){0,2}(?:try|test|a ?b|experiment|start|run)\b/;
/** What shall be tried is not said. */
const vague =
  /\b(?:try|test)(?: out)? (?:something|anything|things?|stuff|an idea|a few things|another|a new idea)\b|\b(?:an?|another|new|some|the next) (?:new |small |little |quick )?(?:(?:a ?b|ab|split) )?(?:tests?|experiments?|trials?)\b|\b(?:start|begin|run|launch) (?:experiments|a ?b tests|testing|experimenting)\b/;
const askWhat = `What shall be tried, and on which track? Say for instance “try sending the SMB fast track on Tuesday or Thursday”. ${nothing}`;

/** `I want to test whether …`, `set that up as an experiment`, wherever it stands. */
const wanted =
  /\b(?:i|we) (?:want|would like|need|plan|have) to (?:\w+ )?(?:try|test|compare|find out|see|know|check|a ?b test|run)\b|\b(?:set|put|start|run|file|propose) (?:that|this|it)(?: up)?(?: as an?)? (?:experiment|test|a ?b test|trial)\b/;

/** A wish in one clause, with what it is about in any; nothing asked, denied or supposed beside it. */
function isTrial({ text: said, raw }: Utterance): boolean {
  // Two things are tried, and one is sent as a test.
  const text = /\b(?:or|vs|versus|against)\b/.test(said)
    ? said.replace(/\btest (?=e?mail \d)/, 'try ')
    : said;
  if (!aTrial.test(text) || notBegun.test(text)) return false;
  const clauses = text.split(/ , | - /).filter((clause) => clause !== '');
  if (
    clauses.some((clause) =>
      /^(?:if|unless|suppose|imagine|what if|in case|when|once|as soon as|should|maybe)\b/.test(clause),
    )
  )
    return false;
  if (
    /\b(?:try|test|compare)(?: out)? (?:it|that|this|both|them)\b/.test(clauses.at(-1) ?? '') &&
    !/^(?:should|shall|did)\b/.test(clauses.at(-1) ?? '')
  )
    return true;
  if (wanted.test(text) && !raw.includes('?') && !/\b(?:not|never|yesterday|already)\b/.test(text))
    return true;
  const moods = clauses.map((clause) => moodOf(clause, raw, trying));
  if (moods.includes('wish')) return !moods.includes('question');
  if (
    raw.includes('?') ||
    moods.includes('question') ||
    /\b(?:was|were|had|did|yesterday|already)\b/.test(text)
  )
    return false;
  const says =
    /\b(?:should|shall|must|needs? to|let us|gets?|goes|go)\b/.test(text) &&
    /\b(?:tests?|experiment|trial|a ?b)\b/.test(text);
  return says || /^(?:please |, |new |an? )*(?:experiment|trial|a ?b|ab test|split)\b/.test(text);
}

const metrics: readonly (readonly [RegExp, Experiment['metric']])[] = [
  [/\b(?:clicks?|click rates?)\b/, 'click'],
  [/\bdownloads?\b/, 'download'],
  [/\bdemo requests?|demos\b/, 'demo-request'],
  [/\bmeetings?\b/, 'meeting'],
  [/\bprogression\b/, 'progression'],
  [/\bgoals?\b/, 'goal'],
  [/\bsqls?\b/, 'sql'],
  [/\bdeals?\b/, 'deal'],
];

/** `try sending the SMB fast track on Tuesday or Thursday`, `test 9 am against 2 pm for email 3 of …`. */
export const beginExperiment = editWhere(isTrial, (reading) => {
  const { utterance, program } = reading;
  const { text } = utterance;
  const said = either.test(text) || /\d.*\d/.test(text);
  if (!said) return vague.test(text) ? asking(askWhat) : undefined;
  const metric = takeMetric(utterance);
  const gaps = takeGaps(utterance);
  const numbers = takeEmailNumbers(utterance);
  const weekday = gaps ? [] : takeWeekdays(utterance);
  const times = gaps ? [] : takeHours(utterance);
  if (!gaps && weekday.length < 2 && times.length < 2) {
    const found = contentTrial(reading, numbers, metric);
    return found ?? (vague.test(text) && weekday.length + times.length === 0 ? asking(askWhat) : undefined);
  }
  utterance.takeAll(
    new RegExp(
      `${either.source}|\\b(?:out|whether|if|it|is|works?|better|best|what|which|day|time|of day|sending|sends?|send|waiting|wait|experiment|tests?|a b|ab|split|with|between|before|after|at|on|decided|by|measured|measure|long|one|all|every|morning|afternoon|evening|time|half|halves|half of|other|others|rest|other half|50|%|everyone|each|group|groups|send times?|go|goes|going|gets?|currently|now|today|both|see|find out|versions?|arms?|difference|delay|gap|pause|does|do|work|worse|that|this|up|as|an|a|please|set|put|file|propose|start|run|find|know|check|if|want|would|like|need|plan|to|i|we|whether|test|try|have)\\b`,
    ),
  );
  takeVerb(utterance, trying);
  const of = takeTrack(reading);
  if (isPlan(of)) return of;
  const which = numbers.map((number) => (number === -1 ? emailSteps(of.track).length : number));
  if (which.length > 1) return { problem: 'Try things out on one email at a time, or on all of a track.' };
  if (gaps) {
    const [number] = which;
    if (number === undefined) return asking(`Before which email of ${of.track.title}? ${nothing}`);
    return tryGaps(program, of, number, gaps, metric);
  }
  const arms: { time?: string; weekday?: Weekday }[] =
    weekday.length >= 2
      ? weekday.map((day) => ({ weekday: day, ...(times[0] && { time: times[0] }) }))
      : times.map((time) => ({ time, ...(weekday[0] && { weekday: weekday[0] }) }));
  return trySendTimes(program, of, which[0] ?? 'all', arms, metric);
});

function takeMetric(utterance: Utterance): Experiment['metric'] | undefined {
  const said = utterance.take(
    /\b(?:decided by|judged by|by|measured by|measuring|on|for more|to get more|success is) (?:the )?(?:click rates?|clicks?|downloads?|demo requests?|demos|meetings?(?: booked)?|progression|goals?(?: reached)?|sqls?|deals?(?: won)?)\b/,
  )?.[0];
  return said === undefined ? undefined : metrics.find(([pattern]) => pattern.test(said))?.[1];
}

/** `3 or 5 days`, `5 days instead of 3`; also where they stand apart: `we wait 8 days; test that against 5 days`. */
function takeGaps(utterance: Utterance): number[] | undefined {
  const n = `(?:${numberSource})`;
  const between = '(?:or|vs|versus|against|and|instead of|rather than|compared (?:to|with)|,)';
  const said = utterance.take(
    new RegExp(
      `\\b(?<a>${n}) ?(?:(?<ua>days?|weeks?) )?${between} (?:the (?:current|usual) )?(?<b>${n})(?: (?<ub>days?|weeks?))?\\b(?<=(?:days?|weeks?).*)`,
    ),
  );
  const days = (count = '', unit = '') => numberOf(count) * (unit.startsWith('w') ? 7 : 1);
  if (said) {
    const { a, ua, b, ub } = said.groups ?? {};
    const [first, second] = [days(a, ua ?? ub), days(b, ub ?? ua)];
    // What takes the place of what there is comes second.
    return /instead of|rather than/.test(said[0]) ? [second, first] : [first, second];
  }
  const apart = new RegExp(`\\b(?<n>${n}) (?<u>days?|weeks?)\\b`);
  const lengths = utterance.fresh().takeAll(apart);
  if (lengths.length !== 2) return undefined;
  return utterance.takeAll(apart).map(({ groups = {} }) => days(groups.n, groups.u));
}

/** Also `at 8`, where another time is said. */
function takeHours(utterance: Utterance): string[] {
  const places = utterance.text;
  const said = takeTimes(utterance);
  const bare = /\bat (\d{1,2})\b(?! (?:days?|weeks?|%|points?))/.exec(places)?.[1];
  if (said.length !== 1 || bare === undefined || Number(bare) > 23) return said;
  const hour = utterance.take(/\bat (\d{1,2})\b(?= |$)/)?.[1];
  if (hour === undefined) return said;
  const time = `${hour.padStart(2, '0')}:00`;
  return [time, ...said];
}

/** `test the ROI guide against email 3 of …`, `try “A” instead of email 3`. */
function contentTrial(
  reading: Reading,
  numbers: readonly number[],
  metric: Experiment['metric'] | undefined,
) {
  const { utterance, world, program } = reading;
  if (numbers.length !== 1 || utterance.has(/\bsubject\b/)) return undefined;
  const phrase = `(?:the |our |an? )?(?<item>quote\\d+|${phraseSource('as|in|of|on|for|against|vs|versus|or|instead|email|track')})`;
  const said =
    utterance.take(
      new RegExp(
        `\\b(?:try|test|experiment with|compare)(?: out| sending)? ${phrase} (?=(?:against|vs|versus|instead of|in place of|as|for|in|or)\\b)`,
      ),
    ) ?? utterance.take(new RegExp(`\\b(?:against|vs|versus|with) ${phrase}(?=$| ,| (?:on|in|of|for)\\b)`));
  const words = said?.groups?.item?.trim();
  if (words === undefined || words === '') return undefined;
  const item = readItem(words, utterance.quotes, world.vocabulary);
  if (!('item' in item))
    return /^quote/.test(words) || utterance.has(/\b(?:a ?b test|experiment)\b/) ? item : undefined;
  utterance.takeAll(
    new RegExp(
      `${either.source}|\\b(?:against|what|it|sends?|now|current|as|for|in|place|experiment|tests?|a b|ab|split|out|one)\\b`,
    ),
  );
  takeVerb(utterance, trying);
  const of = takeTrack(reading);
  if (isPlan(of)) return of;
  const number = numbers[0] === -1 ? emailSteps(of.track).length : (numbers[0] as number);
  const email = emailAt(of, number);
  if ('problem' in email) return email;
  const id = email.step.content.item;
  const now = { id, title: world.vocabulary.items.find((one) => one.id === id)?.title ?? id };
  return tryContent(program, of, number, { now, other: item.item }, metric);
}
