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
import type { Utterance } from '../../words/utterance.ts';
import { asking, editIntent, isPlan, nothing, type Reading, takeTrack, takeVerb } from './frame.ts';

const trying =
  'try(?: out)?|test|a ?b test|ab test|split test|experiment(?: with)?|start|begin|set up|run|create|propose|make|launch|compare|declare|add';
const aTrial = /\b(?:try|test|tests|a ?b|split test|experiment|experiments|compare)\b/;
const either = /\b(?:or|vs|versus|against|compared (?:to|with)|and|instead of)\b/;

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
export const beginExperiment = editIntent(trying, aTrial, (reading) => {
  const { utterance, program } = reading;
  if (
    utterance.has(
      /\b(?:how many leads|how long|sample size|stop|end|promote|decide)\b|\btest (?:e?mail|of)\b|\bto me\b|\bsend me\b/,
    )
  )
    return undefined;
  if (
    /^(?:please |, )*(?:start|begin|set up|run|create|launch|make) (?:an? )?(?:new )?(?:a ?b |ab |split )?(?:tests?|experiments?)(?: ,)*$/.test(
      utterance.text,
    )
  )
    return asking(
      `What shall be tried, and on which track? Say for instance “try sending the SMB fast track on Tuesday or Thursday”. ${nothing}`,
    );
  if (!either.test(utterance.text)) return undefined;
  const metric = takeMetric(utterance);
  const gaps = takeGaps(utterance);
  const numbers = takeEmailNumbers(utterance);
  const weekday = gaps ? [] : takeWeekdays(utterance);
  const times = gaps ? [] : takeTimes(utterance);
  if (!gaps && weekday.length < 2 && times.length < 2) return contentTrial(reading, numbers, metric);
  utterance.takeAll(
    new RegExp(
      `${either.source}|\\b(?:out|whether|if|it|is|works?|better|best|what|which|day|time|of day|sending|sends?|send|waiting|wait|experiment|tests?|a b|ab|split|with|between|before|after|at|on|decided|by|measured|measure|long|one|all|every|morning|afternoon|evening|time)\\b`,
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

/** `3 or 5 days`. */
function takeGaps(utterance: Utterance): number[] | undefined {
  const said = utterance.take(
    new RegExp(
      `\\b(?<a>${numberSource}) ?(?:(?<ua>days?|weeks?) )?(?:or|vs|versus|against|and|instead of|compared (?:to|with)) (?<b>${numberSource}) (?<ub>days?|weeks?)\\b`,
    ),
  );
  if (!said) return undefined;
  const { a, ua, b, ub } = said.groups ?? {};
  const days = (n: string | undefined, unit: string | undefined) =>
    numberOf(n as string) * (/^w/.test(unit ?? '') ? 7 : 1);
  return [days(a, ua ?? ub), days(b, ub)];
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
