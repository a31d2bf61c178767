import { evidenceWords } from './evidence-words.ts';
import type { Names } from './names.ts';
import { day, moment } from './times.ts';
import type { Explained, WhyNotEmail, WhyTrack } from './types.ts';
import { becauseLines, becauseWords, vouchedWords } from './why-email-words.ts';
import { byWords, reasonWords, whyNotWords } from './words.ts';

/** Why it is, was or is not on a track, and what comes next, in two sentences. */
export function whyTrackSentences(why: WhyTrack, names: Names): [string, string] {
  const { name, track, enrolment } = why;
  const title = names.track(track);
  const entered = enrolment?.because ? `, ${becauseWords(enrolment.because, names)}` : '';
  if (enrolment?.status === 'active')
    return [
      `${name} has been on ${title} since ${day(enrolment.startedAt)}${entered}.`,
      `${standsWords(why, names)}.`,
    ];
  if (enrolment) {
    const ended = `${endWords(enrolment.reason)}${enrolment.ending ? ` (${evidenceWords(enrolment.ending, names).join('; ')})` : ''}`;
    return [
      `${name} was on ${title} from ${day(enrolment.startedAt)} to ${day(enrolment.endedAt ?? enrolment.startedAt)}: ${ended}.`,
      notAgainWords(why, names),
    ];
  }
  return [`${name} is not on ${title}: ${whyNotOnWords(why, names)}.`, notAgainWords(why, names)];
}

/** Why an email of a track has not come, in two sentences. */
export function whyNotEmailSentences({ step, why, of }: WhyNotEmail, names: Names): [string, string] {
  const email = `${names.step(of.track, step)} of ${names.track(of.track)}`;
  const [on, next] = whyTrackSentences(of, names);
  const { enrolment } = of;
  const first = (reason: string): string => `${of.name} has not got ${email}: ${reason}.`;
  switch (why.because) {
    case 'not_on':
      return [first(`they are not on the track, as ${whyNotOnWords(of, names)}`), next];
    case 'not_yet':
      return [
        first(
          `they have been on the track since ${day(enrolment?.startedAt ?? 0)} and have not come that far`,
        ),
        next,
      ];
    case 'held':
      return [first('they have come to this step and are held there'), next];
    case 'ended':
      return [
        first(`the track ended before, on ${day(enrolment?.endedAt ?? 0)} (${endWords(enrolment?.reason)})`),
        next,
      ];
    case 'dropped':
      return [
        first(`it was given up on ${moment(why.at)}, held for too long: ${reasonWords(why.reason)}`),
        on,
      ];
    case 'had':
      return [
        first(`it was passed over on ${moment(why.at)}, as another lead that is the same person had had it`),
        on,
      ];
    case 'passed':
      return [first('they went another way through the track'), next];
  }
}

/** Everything else that the data says. */
export function whyTrackDetails(why: WhyTrack, names: Names): Explained<unknown>['details'] {
  const { enrolment, entry, enrolledBy, values } = why;
  return [
    {
      heading: 'Why the lead was put on the track',
      lines: enrolment?.because ? becauseLines(enrolment.because, names) : [],
    },
    {
      heading: 'The entry now',
      lines: entry
        ? [
            `condition: ${entry.evidence.text}`,
            ...evidenceWords(entry.evidence, names).map(
              (found) => `${entry.evidence.holds ? 'holds' : 'missing'}: ${found}`,
            ),
            ...(entry.mayChangeAt === undefined
              ? []
              : [`time alone could change it ${moment(entry.mayChangeAt)}`]),
          ]
        : [],
    },
    { heading: 'What else puts leads on the track', lines: enrolledBy.map((by) => byWords(by, names)) },
    ...(values === 'replayed' ? [] : [{ heading: 'How sure this is', lines: [vouchedWords(values)] }]),
  ].filter(({ lines }) => lines.length > 0);
}

/** Where it stands and what comes next, without the full stop. */
function standsWords({ enrolment, nextEmail, track }: WhyTrack, names: Names): string {
  if (!enrolment) return '';
  const { step, held, nextDueAt, waitsFor } = enrolment;
  const at = `They stand at ${names.step(track, step)}`;
  const until = nextDueAt === undefined ? '' : ` until ${moment(nextDueAt)}${waitsFor ? ' at most' : ''}`;
  const waits = held
    ? `, held by ${reasonWords(held.reason)}${held.until === undefined ? '' : ` until ${moment(held.until)}`}${held.dropAt === undefined ? '' : `, and it is given up ${moment(held.dropAt)}`}`
    : waitsFor
      ? `${until}, for: ${evidenceWords(waitsFor, names).join('; ')}`
      : until;
  if (!nextEmail) return `${at}${waits}; no email comes after it`;
  if (nextEmail.step === step) return `${at}${waits}`;
  const when =
    nextEmail.after === undefined
      ? `not before ${moment(nextEmail.notBefore)}`
      : `after ${names.step(track, nextEmail.after)}`;
  return `${at}${waits}; next comes ${names.step(track, nextEmail.step)}, ${when}`;
}

/** After `as` or a colon: `its entry asks for more: …`. */
function whyNotOnWords({ whyNot, entry, enrolledBy }: WhyTrack, names: Names): string {
  if (whyNot?.why === 'entry_does_not_hold' && entry)
    return `its entry does not hold: ${evidenceWords(entry.evidence, names).join('; ')}`;
  if (whyNot) return whyNotWords(whyNot, names);
  return enrolledBy.length > 0
    ? `nobody enters it by themselves, only by ${enrolledBy.map((by) => byWords(by, names)).join(' or ')}`
    : 'nobody enters it by themselves';
}

/** Whether and when it may enter (again). */
function notAgainWords(why: WhyTrack, names: Names): string {
  const { whyNot, entry, enrolledBy, enrolment } = why;
  const again = enrolment ? ' again' : '';
  // The first sentence of one that never was on it says so already.
  const found = entry && enrolment ? ` (now: ${evidenceWords(entry.evidence, names).join('; ')})` : '';
  if (!whyNot) {
    if (enrolledBy.length === 0) return 'Only a person can put them there.';
    return enrolment
      ? `They come there again only by ${enrolledBy.map((by) => byWords(by, names)).join(' or ')}.`
      : 'They come there when that happens, or by a person.';
  }
  switch (whyNot.why) {
    case 'entry_does_not_hold':
      return entry?.mayChangeAt === undefined
        ? `They enter${again} as soon as that changes${found}; time alone does not change it.`
        : `They enter${again} as soon as that changes${found}; by time alone it could on ${moment(entry.mayChangeAt)}.`;
    case 'next_look':
      return 'Nothing is in the way: they enter when the lead is looked at next.';
    case 'been_on_it':
      return 'They do not enter it again: it takes nobody twice.';
    case 'held_out':
      return 'It stays so for good, unless a change ends the hold-out or excepts them.';
    case 'too_soon':
      return `They may enter it again from ${moment(whyNot.until)}.`;
    default:
      return enrolment
        ? `They do not enter it again now: ${whyNotWords(whyNot, names)}.`
        : 'That must change first.';
  }
}

function endWords(reason: string | undefined): string {
  switch (reason) {
    case 'goal':
      return 'its goal was reached';
    case 'finished':
      return 'they went through to the end';
    case 'left':
      return 'a rule or a person took them off';
    case 'removed':
      return 'a change took their step away';
    case undefined:
      return 'it ended';
    default:
      return reasonWords(reason);
  }
}
