import type { Enrolment } from '../../core/types.ts';
import { quote } from '../../program/diff/words.ts';
import { HOLDOUT } from '../../program/experiment-fields.ts';
import { assignWords } from './arms-words.ts';
import type { ExplainedEmail, LeadExplanation } from './lead.ts';
import { bareNames, type Names } from './names.ts';

type Decided = LeadExplanation['decisions'][number];
type TraceEntry = Decided['trace'][number];
type Wait = NonNullable<ExplainedEmail['waitsFor']>;

/** What a decision did, in one line; an outcome says first what became of its effect. */
export function decisionWords(decided: Pick<Decided, 'outcome' | 'trace'>, names?: Names): string {
  return decisionLines(decided, names).join('; ');
}

/** The same, one line each. */
export function decisionLines(
  { outcome, trace }: Pick<Decided, 'outcome' | 'trace'>,
  names: Names = bareNames,
): string[] {
  return [
    ...(outcome ? [`effect ${outcome.effect} ${outcomeWords(outcome.result)}`] : []),
    ...trace.map((entry) => traceWords(entry, names)),
  ];
}

/** `2026-01-31 08:15` in UTC; a dash for none. */
export function when(instant: number | null | undefined): string {
  if (instant === null || instant === undefined) return '-';
  return new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
}

/** What a lead said of consent, as it is on record: `granted marketing 2026-01-05 12:00 by website …`. */
export function consentWords(record: LeadExplanation['consentRecords'][number]): string {
  const { purpose, granted, counted, occurred_at, event, source, message_id, basis, wording, seq } = record;
  const said = [
    basis === null ? [] : `basis ${reasonWords(basis)}`,
    wording === null ? [] : `“${wording}”`,
    counted ? [] : 'does not count: it was withdrawn',
  ].flat();
  return `${granted ? 'granted' : 'withdrawn'} ${purpose} ${when(occurred_at)} by ${event} of ${source} (message ${message_id}, input ${seq})${said.length > 0 ? `: ${said.join('; ')}` : ''}`;
}

/** What became of an email, or why it waits. */
export function emailWords(email: ExplainedEmail): string {
  const { status, reason, notBefore, settledAt, waitsFor } = email;
  const because = reason === undefined ? '' : `: ${reasonWords(reason)}`;
  if (waitsFor) {
    const putOff = because && `; put off${because}`;
    return `waits: ${waitWords(waitsFor)} (not before ${when(notBefore)}${putOff})`;
  }
  return `${statusWords(status)}${settledAt === undefined ? '' : ` ${when(settledAt)}`}${because}`;
}

/** Why the lead is not on a track that it could enter by itself. */
export function whyNotWords(answer: LeadExplanation['notOn'][number], names: Names = bareNames): string {
  switch (answer.why) {
    case 'entry_does_not_hold':
      return `its entry does not hold: ${answer.missing.join('; ')}`;
    case 'been_on_it':
      return `already been on it, until ${when(answer.endedAt)} (${answer.reason ?? 'ended'}), and it takes nobody twice`;
    case 'too_soon':
      return `already been on it; may enter again from ${when(answer.until)}`;
    case 'would_end':
      return answer.ending === 'goal'
        ? 'its goal is already reached'
        : `its ${answer.ending.replace(':', ' ')} holds already`;
    case 'passed':
      return answer.afterEnrolment
        ? 'already been on it; its entry has held ever since and must come true anew'
        : 'its entry came true when nobody was to enter (an import, or its goal or an exit held); it must come true anew';
    case 'held_out':
      return `it is held out: no track takes it, so that what nurturing does can be told`;
    case 'outranked':
      return `${names.track(answer.by)}, a track of the same group, does not come after it`;
    case 'next_look':
      return 'its entry holds; the lead enters when it is looked at next';
  }
}

/** `no_consent` as `no consent`, `exit:sold` as `exit sold`; words of a sender stay as they are. */
export function reasonWords(reason: string): string {
  if (reason === HOLDOUT) return 'the lead is held out';
  if (/^[a-z_]+$/.test(reason)) return reason.replaceAll('_', ' ');
  return reason.replace(/^exit:/, 'exit ').replace(/^replaced:/, 'replaced by ');
}

/** Why and until when, or when it is given up: `quiet hours until 2026-01-06 08:00`. */
export function holdWords({ reason, until, dropAt }: NonNullable<Enrolment['held']>): string {
  const ends = until === undefined ? '' : ` until ${when(until)}`;
  return `${reasonWords(reason)}${ends}${dropAt === undefined ? '' : `, dropped ${when(dropAt)}`}`;
}

const cadenceEnds = {
  over: 'the time of the cadence is over',
  condition: 'what ends the cadence holds',
  removed: 'the program has the cadence no more',
} as const;

/** What became of an effect: `sent`, `refused: suppressed`. */
export function outcomeWords(result: NonNullable<Decided['outcome']>['result']): string {
  const reason = 'reason' in result ? `: ${reasonWords(result.reason)}` : '';
  return `${statusWords(result.status)}${reason}`;
}

function statusWords(status: ExplainedEmail['status']): string {
  return status === 'in_doubt' ? 'in doubt (its sender did not come back; it is not sent again)' : status;
}

function waitWords(wait: Wait): string {
  switch (wait.for) {
    case 'time':
      return `its time comes ${when(wait.until)}`;
    case 'halt':
      return wait.target === '*' ? 'all sending is halted' : `track ${wait.target} is halted`;
    case 'parked':
      return 'the lead is parked';
    case 'inputs':
      return 'inputs of the lead must be decided first';
    case 'refusal':
      return `will be refused: ${reasonWords(wait.reason)}`;
    case 'sending':
      return 'goes out with the next round of sending';
  }
}

/** `fit 25: +20 fit:enterprise; +5 trigger:demo (2 times)` */
export function scoreWords({ model, score, rules }: LeadExplanation['score']['models'][number]): string {
  const given = rules.map(
    ({ rule, points, times }) => `${pointsWords(points)} ${rule}${times > 1 ? ` (${times} times)` : ''}`,
  );
  return `${model} ${score}: ${given.join('; ')}`;
}

function pointsWords(points: number): string {
  return `${points > 0 ? '+' : ''}${points}`;
}

function delayWords(until: number | 'next-send'): string {
  return until === 'next-send' ? 'right before the next marketing email' : when(until);
}

export function traceWords(entry: TraceEntry, names: Names = bareNames): string {
  const at = () => ('track' in entry && 'step' in entry ? stepWords(entry.track, entry.step, names) : '');
  switch (entry.did) {
    case 'score':
      return `${pointsWords(entry.points)}${entry.model ? ` ${entry.model}` : ''} points by ${names.rule(entry.rule)}`;
    case 'score_capped':
      return `${names.rule(entry.rule)} is at its cap`;
    case 'trigger':
      return `trigger ${names.trigger(entry.trigger)}${entry.delayedUntil === undefined ? '' : ` will act ${delayWords(entry.delayedUntil)}`}`;
    case 'join':
      return `joins segment ${names.segment(entry.segment)}`;
    case 'part':
      return `leaves segment ${names.segment(entry.segment)}`;
    case 'threshold':
      return `score goes ${entry.direction === 'up' ? 'above' : 'below'} ${names.threshold(entry.threshold)}`;
    case 'journey':
    case 'lifecycle':
      return `${entry.did} from ${entry.from} to ${entry.to}`;
    case 'enrol':
      return `enters ${names.track(entry.track)} by ${byWords(entry.by, names)}${entry.n > 1 ? `, time ${entry.n}` : ''}`;
    case 'skip_enrol':
      return `does not enter ${names.track(entry.track)}: ${reasonWords(entry.reason)}`;
    case 'step':
      return `${at()}${entry.branch === undefined ? '' : ` goes to ${entry.branch}`}`;
    case 'waited':
      return `${at()} ${entry.met ? 'has what it waited for' : 'has waited long enough'}`;
    case 'split':
      return `${at()} takes arm ${entry.arm}`;
    case 'assign':
      return assignWords(entry, names);
    case 'move':
      return `${stepWords(entry.track, entry.from, names)} is gone: goes on at ${at()} from ${when(entry.at)}`;
    case 'set':
      return `sets ${entry.fields.join(', ')}`;
    case 'cadence':
      return entry.cadence === null
        ? `back to the normal pace${entry.reason === undefined ? '' : `: ${cadenceEnds[entry.reason]}`}`
        : `cadence ${entry.cadence}`;
    case 'email':
      return names === bareNames ? `email ${entry.item} by ${entry.track}/${entry.step}` : `sends ${at()}`;
    case 'hold':
      return `${at()} held: ${holdWords(entry)}`;
    case 'drop':
      return `${at()} dropped, as it was held for too long: ${reasonWords(entry.reason)}`;
    case 'skip_action':
      return `${entry.action} by ${names.rule(entry.rule)} left out: ${reasonWords(entry.reason)}`;
    case 'end':
      return `ends ${names.track(entry.track)}: ${reasonWords(entry.reason)}`;
    case 'consent':
      return `consent to ${entry.purpose} ${entry.granted ? 'granted' : 'withdrawn'}`;
    case 'skip_consent':
      return `grant for ${entry.purpose} changes nothing: it was ${entry.reason}`;
    case 'suppress':
      return `suppressed: ${reasonWords(entry.reason)}`;
    case 'lift':
      return `suppression lifted: ${reasonWords(entry.reason)}`;
    case 'skip_lift':
      return `suppression stays, as it is the lead's own word: ${reasonWords(entry.reason)}`;
    case 'merge':
      return `takes in lead ${entry.lead}, the same person`;
    case 'redirect':
      return `lives on as lead ${entry.to}`;
    case 'skip_email':
      return `${at()} passed over: a lead that was merged into this one has had it`;
    case 'left_out':
      return `left out, as the lead holds no more ${entry.what}: ${entry.count} (${entry.names.join(', ')})`;
    case 'unsettled':
      return `rules still set each other off after ${entry.rounds} rounds`;
  }
}

/** `“SMB fast track”, email 2 “Checklist”`; `welcome/again` of bare ids. */
function stepWords(track: string, step: string, names: Names): string {
  return names === bareNames
    ? names.step(track, step)
    : `${names.step(track, step)} of ${names.track(track)}`;
}

/** What an enrolment names as its reason: `its entry`, `trigger “Asked for a demo”`. */
export function byWords(by: string, names: Names): string {
  if (names === bareNames || by === 'entry') return names === bareNames ? by : 'its entry';
  const [kind = ''] = by.split(':', 1);
  if (kind === 'person') return names.rule(by);
  return ['trigger', 'threshold', 'track'].includes(kind) ? `${kind} ${names.rule(by)}` : quote(by);
}
