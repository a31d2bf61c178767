import type { Evidence } from './evidence.ts';
import { evidenceWords } from './evidence-words.ts';
import { guardsPassed, guardWords } from './guard-words.ts';
import { inputWords } from './input-words.ts';
import type { Names } from './names.ts';
import { day, moment } from './times.ts';
import type { Because, ProgramOrigin, WhyEmail } from './types.ts';
import { reasonWords, traceWords } from './words.ts';

/** What a condition found that a sentence tells; the details tell all. */
const mostTold = 4;

/** Why this email, in two sentences. */
export function whyEmailSentences(why: WhyEmail, names: Names): [string, string] {
  const { name, track, step, enrolment, guards, values } = why;
  const place = `${names.step(track, step)} of ${names.track(track)}`;
  const entered = enrolment
    ? `, as they came to that track on ${day(enrolment.startedAt)} ${becauseWords(enrolment.because, names)}`
    : '';
  const first = `${name} ${gotWords(why, place)}${entered}.`;
  const free =
    values === 'record'
      ? 'What its guards weighed is no longer known'
      : `The email was free to go (${guardsPassed(guards)})`;
  return [first, `${free}, and ${originWords(why.since)}.`];
}

/** Everything else that the data says, under headings. */
export function whyEmailDetails(why: WhyEmail, names: Names): { heading: string; lines: string[] }[] {
  const { enrolment, path, guards, score, variants, values } = why;
  const because = enrolment?.because;
  return [
    { heading: 'Why the lead was on the track', lines: because ? becauseLines(because, names) : [] },
    {
      heading: `Where the lead’s ${score.total} points came from then`,
      lines: score.contributions.map(
        ({ rule, points, times, model }) =>
          `${points > 0 ? '+' : ''}${points}${model === 'engagement' ? '' : ` ${model}`} by ${names.rule(rule)}${times > 1 ? ` (${times} times)` : ''}`,
      ),
    },
    {
      heading: 'The way to this email',
      lines: path.map(({ at, did, evidence }) => {
        const found = evidence ? ` (${evidenceWords(evidence, names).join('; ')})` : '';
        return `${moment(at)}: ${traceWords(did, names).replaceAll(` of ${names.track(why.track)}`, '')}${found}`;
      }),
    },
    {
      heading: 'What the email passed',
      lines: guards.map((check) => `${check.passes ? 'passed' : 'HELD'}: ${guardWords(check)}`),
    },
    {
      heading: 'Variants',
      lines: variants.map(
        ({ split, arm, arms, hash, drawn, common }) =>
          `arm ${arm} of ${split} (${arms.map(({ id, weight }) => `${id} ${weight}`).join(', ')}): ${common ? commonWays[common] : `${drawn ? 'drawn by its hash' : 'its arm from before; hash'} ${hash.toString(16).padStart(8, '0')}`}`,
      ),
    },
    {
      heading: 'Program',
      lines: [
        `decided by ${programWords(why.program)}`,
        ...(why.since.version === why.program.version ? [] : [`in it since ${programWords(why.since)}`]),
        `content ${why.content.item}, version ${why.content.version}, hash ${why.content.hash.slice(0, 12)}`,
      ],
    },
    ...(values === 'replayed' ? [] : [{ heading: 'How sure this is', lines: [vouchedWords(values)] }]),
  ].filter(({ lines }) => lines.length > 0);
}

const commonWays = {
  decided: 'the experiment is decided for it, so that every lead goes this way',
  outside: 'the control, as the lead is not of the population of the experiment',
} as const;

/** The end of a sentence: `after a page visit (“/pricing”), as its entry held: …`. */
export function becauseWords(because: Because, names: Names): string {
  const { by, input, evidence, score, via } = because;
  const found = evidence ? `: ${toldOf(evidence, names)}` : '';
  const after = `after ${inputWords(input, names)}`;
  if (by === 'entry') return `${after}, which made the entry condition true${found}`;
  if (by.startsWith('trigger:')) return `when the trigger ${names.rule(by)} fired ${after}${found}`;
  if (by.startsWith('threshold:')) {
    const points = score ? ` (${score.before} to ${score.after} points, the bar is ${score.at})` : '';
    return `when their score passed ${names.rule(by)}${points} ${after}`;
  }
  if (via) return `from ${names.track(via.track)}, where they were ${becauseWords(via, names)}`;
  if (by.startsWith('track:')) return `from ${names.rule(by)}`;
  if (by.startsWith('person:')) return `because ${names.rule(by)} put them there`;
  return after;
}

/** The first few, for a sentence. */
function toldOf(evidence: Evidence, names: Names): string {
  const found = evidenceWords(evidence, names);
  const more = found.length - mostTold;
  return `${found.slice(0, mostTold).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

/** The same line by line. */
export function becauseLines(because: Because, names: Names): string[] {
  const { by, input, evidence, score, via } = because;
  const rule =
    by === 'entry'
      ? 'its entry'
      : by.startsWith('person:')
        ? names.rule(by)
        : `${by.split(':')[0]} ${names.rule(by)}`;
  return [
    `by ${rule}, at input ${input.seq}: ${inputWords(input, names)} on ${moment(input.at)}`,
    ...(evidence
      ? [`condition: ${evidence.text}`, ...evidenceWords(evidence, names).map((found) => `found: ${found}`)]
      : []),
    ...(score ? [`score went from ${score.before} to ${score.after}; the bar is ${score.at}`] : []),
    ...(via ? becauseLines(via, names).map((line) => `before, ${names.track(via.track)}: ${line}`) : []),
  ];
}

function gotWords({ status, decidedAt, settledAt, reason }: WhyEmail, email: string): string {
  const because = reason === undefined ? '' : ` (${reasonWords(reason)})`;
  const on = moment(settledAt ?? decidedAt);
  switch (status) {
    case 'sent':
      return `got ${email} on ${on}`;
    case 'in_doubt':
      return `may have got ${email} on ${on}`;
    case 'failed':
      return `was to get ${email} on ${on}, but sending failed${because}`;
    case 'refused':
      return `was to get ${email}, which was held back at the last moment on ${on}${because}`;
    case 'queued':
    case 'sending':
      return `is about to get ${email}`;
  }
}

/** Who said that it may go: the end of a sentence. */
function originWords({ version, change, activatedAt }: ProgramOrigin): string {
  if (!change)
    return `it has been in the program since version ${version}, which this installation was set up with`;
  const by = change.approver === null ? '' : ` that ${change.approver} approved`;
  return `it has been in the program since version ${version} (“${change.title}”)${by} on ${day(change.approvedAt ?? activatedAt)}`;
}

function programWords({ version, hash, change }: ProgramOrigin): string {
  const by = change
    ? `: change “${change.title}” by ${change.author}${change.approver === null ? '' : `, approved by ${change.approver}${change.approvedAt === null ? '' : ` on ${moment(change.approvedAt)}`}`}`
    : '';
  return `program version ${version} (${hash.slice(0, 12)})${by}`;
}

export function vouchedWords(values: WhyEmail['values']): string {
  return {
    replayed: 'decided again from the log, and every decision came out as recorded',
    differs:
      'deciding again comes out otherwise than recorded (other time zone data): values may differ from those of then',
    record:
      'an older engine decided this, or its history was let go: only what is on record is told, without values',
  }[values];
}
