import type { Step } from '../../../engine/program/schema.ts';
import type { NamedTrack } from '../../vocabulary.ts';
import type { Intent, Plan } from '../requests.ts';
import { emailNumberIn } from '../slots/email-number.ts';
import { resolveTrack, tellingWords } from '../slots/names.ts';
import { numberOf, numberSource } from '../slots/numbers.ts';
import { askWhichTrack } from '../slots/which-track.ts';
import { lastTrack } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { wishIn } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';

const taking = 'take|remove|drop|delete|cut|leave out';
const moving = 'move|shift|push|pull|postpone|delay|bring|send';
const when =
  /\b(?:later|earlier|sooner|forward|back|postpone|delay)\b|\b(?:on|to|until) (?:the )?day \d+|\bby \w+ (?:days?|weeks?)\b/;
const later = /\b(?:later|back|postpone|delay|push)\b/;
const length = new RegExp(`\\b(${numberSource}|an?) (days?|weeks?)\\b`);
const words = new RegExp(
  `\\b(?:${taking}|${moving}|e?mails?|message|number|no|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|out|of|from|in|to|on|until|by|away|later|earlier|sooner|forward|back|days?|weeks?|track|sequence|campaign|nurture|please|propose|${numberSource})\\b`,
  'g',
);
const nothing = 'Nothing has been proposed.';

/** `take email 3 out of the SMB fast track`, `move email 2 two days later`: proposes it. */
export const emailSteps: Intent = ({ raw, text }, { vocabulary, history }) => {
  const wish = wishIn(text, raw, `(?:propose to )?(?:${taking}|${moving})`);
  if (wish === undefined || /\btests?\b/.test(wish) || !/\b(?:e?mail|message)\b/.test(wish)) return undefined;
  const number = emailNumberIn(wish);
  const moves = when.test(wish);
  if (number === undefined || (!moves && !new RegExp(`\\b(?:${taking})\\b`).test(wish))) return undefined;
  const said = wish.replace(words, ' ');
  const found = resolveTrack(said, vocabulary.tracks);
  const last = tellingWords(said).length === 0 ? lastTrack(history) : undefined;
  const track = found?.best ?? vocabulary.tracks.find(({ id }) => id === last);
  if (!track) return askWhichTrack(vocabulary.tracks, { said: tellingWords(said).join(' '), after: nothing });
  if (found && found.others.length > 0)
    return askWhichTrack(vocabulary.tracks, { fitting: [found.best, ...found.others], after: nothing });
  const known = new Set(tellingWords(`${track.title} ${track.id}`));
  const leftover = tellingWords(said).filter((word) => !plainWords.has(word) && !known.has(word));
  if (leftover.length > 0) return { say: `I do not know what ${quoted(leftover)} means there. ${nothing}` };
  const emails = track.steps.filter(({ kind }) => kind === 'email');
  const step = emails[number - 1];
  if (!step)
    return { say: `${track.title} has ${emails.length} emails, so there is no email ${number}. ${nothing}` };
  return moves ? moved(track, step, number, wish) : taken(track, step, number);
};

function taken({ id, title }: NamedTrack, step: Step, number: number): Plan {
  return proposed(`Take email ${number} out of ${title}`, {
    op: 'remove',
    path: `tracks/${id}/steps/${step.id}`,
  });
}

/** An email comes when the wait before it ends; only one that ends on a day of the track can be moved by itself. */
function moved(track: NamedTrack, step: Step, number: number, wish: string): Plan {
  const { id, title, steps } = track;
  const example = `“move email ${number} of ${title} two days later” or “… to day 6”`;
  const place = steps.indexOf(step);
  const wait = steps[place - 1];
  if (wait?.kind !== 'wait' || wait.untilDay === undefined)
    return {
      say: `Email ${number} of ${title} does not wait for a day of its own, so I cannot move it alone; a program file can (“trellis program”). ${nothing}`,
    };
  const day = dayIn(wish, wait.untilDay);
  if (day === undefined) return { say: `To which day, or by how many days? Say ${example}. ${nothing}` };
  const days = (some: readonly Step[]) =>
    some.flatMap((one) => (one.kind === 'wait' && one.untilDay !== undefined ? [one.untilDay] : []));
  const [before, after] = [days(steps.slice(0, place - 1)).at(-1) ?? 1, days(steps.slice(place))[0]];
  if (day === wait.untilDay)
    return { say: `Email ${number} of ${title} is on day ${day} already. ${nothing}` };
  if (day <= before || (after !== undefined && day >= after))
    return {
      say: `Day ${day} is not between what comes before email ${number} of ${title} (day ${before}) and what comes after it${after === undefined ? '' : ` (day ${after})`}. Move that first. ${nothing}`,
    };
  const value = { ...wait, untilDay: day };
  const edit = { op: 'put', path: `tracks/${id}/steps/${wait.id}`, value };
  return proposed(`Move email ${number} of ${title} from day ${wait.untilDay} to day ${day}`, edit);
}

function dayIn(wish: string, from: number): number | undefined {
  const to = /\b(?:on|to|until) (?:the )?day (\d+)/.exec(wish)?.[1];
  if (to !== undefined) return Number(to);
  const [, amount, unit = ''] = length.exec(wish) ?? [];
  if (amount === undefined) return undefined;
  const by = numberOf(amount) * (unit.startsWith('week') ? 7 : 1);
  return later.test(wish) ? from + by : from - by;
}

function proposed(title: string, edit: Record<string, unknown>): Plan {
  return { calls: [{ name: 'propose_change', input: { title, edits: [edit] } }] };
}
