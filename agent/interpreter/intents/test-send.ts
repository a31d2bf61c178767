import type { Program } from '../../../engine/program/schema.ts';
import { type TrackOf, trackOf } from '../../../tools/support/edits/made.ts';
import { emailSteps } from '../../../tools/support/email-step.ts';
import type { NamedTrack } from '../../vocabulary.ts';
import type { Exchange, Intent, Plan } from '../requests.ts';
import { changeMeant, changeNamed } from '../slots/change.ts';
import { emailNumberIn } from '../slots/email-number.ts';
import { leadSource, readLead, type SaidLead } from '../slots/lead.ts';
import { resolveTrack, tellingWords } from '../slots/names.ts';
import { numberSource } from '../slots/numbers.ts';
import { askWhichTrack } from '../slots/which-track.ts';
import { lastChange, lastEmail, lastTrack } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { isConditional, moodOf } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';
import { createUtterance } from '../words/utterance.ts';
import { askWhichEmail } from './edit/frame.ts';
import { wishesFor } from './edit/frames/mood.ts';
import { trackNamedIn } from './edit/frames/track-named.ts';

/** One email that is sent to oneself: a test of it, or it in one's own inbox. */
const asked =
  /\b(?:in|into|to) my (?:own )?(?:inbox|mailbox|mail)\b|\b(?:a|an|the|another|one|quick) (?:quick )?(?:test|proof)(?: (?:e?mails?|sends?|copy|version))?\b(?=.*\b(?:track|e?mails?|message|first|second|third|of|from|for)\b)|\b(?:e?mail|message) .*\btest(?: please)?(?: ,)*$|\btests? (?:e?mails?|sends?|of|for|copy)\b|\b(?:send|mail|email|give|get|want|need|have|run|shoot|drop|fire)\b.*\b(?:a|the|another|one) (?:quick )?test\b|\btest (?:me|us)\b|^test e?mail\b/;
const verbs =
  'trigger|send|mail|email|give|get|test|let me (?:have|see)|show|shoot|drop|fire|ping|forward|pop|put|ship';
const wanting =
  /^(?:please |ok |and |now |, )*(?:(?:i|we) (?:want|need|would like) (?:to (?:get|see|have) )?|(?:can|could|may) (?:i|we) (?:please )?(?:get|have|see) )(?:a|another|the) (?:quick )?test\b|^(?:please |ok |okay |and |also |now |, )*(?:(?:a |another )?test (?:e?mail|send)\b|(?:a|another|one more|the same) test (?:of|for)\b)/;
const asLead = new RegExp(
  `\\b(?:as|(?:exactly |just |in )?(?:(?:the (?:same )?way|how|like|what)|(?:with|using) the (?:data|details|name|values) of|personali[sz]ed (?:for|as)|as if (?:i were|it went to|to))) (?!(?:an?|the) (?:quick )?tests?\\b|tests?\\b|to\\b)(?:the lead |lead )?(${leadSource})(?= (?:would|will|gets?|sees|receives?|in|from|of|with|for)\\b|\\s*[,.!?]|\\s*$)`,
  'iu',
);
/** Of experiments, and of edits: `put it to the test`, `add a test email`. */
const elsewhere =
  /\b(?:a\/b|a b|split|experiments?|variants?|arms?|versus|vs|simulate|drive)\b|\btest tracks?\b|\b(?:add|insert|create|build|write|draft|promote|stop|end|start|run a test|set up|try) .*\btest\b|\b(?:half|percent|%)/;
const words =
  /\b(?:way|personali[sz]ed|trigger|send|mail|mails|email|emails|message|give|get|gets|test|tests|testing|proof|sends|copy|version|me|us|myself|shoot|drop|fire|ping|forward|pop|put|ship|over|can|could|may|might|i|you|my|own|mine|inbox|mailbox|look|at|how|looks|check|love|e|mailing|receive|want|need|like|number|no|of|from|in|for|to|the|track|sequence|campaign|nurture|would|will|it|this|that|change|proposal|proposed|as|please|another|a|and|also|same|more|one|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|if|is|were|approved?|force|live|see|sees|receives|now|its|their|quick|run|let|have|st|nd|rd|th|last|its|it)\b|\b\d+\b/g;

/** `and a test of email 4`: as the lead of the test before. */
function leadBefore(text: string, history: readonly Exchange[]): SaidLead | undefined {
  const last = history.at(-1)?.calls.at(-1);
  const { lead } = Object(last?.input) as { lead?: string };
  const goesOn = /^(?:and|also|another|the same|now|same)\b/.test(text);
  return goesOn && last?.name === 'send_test' && lead !== undefined ? { lead } : undefined;
}

const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
/** `the 3rd cold lead education mail`: its place, whatever stands before the word for it. */
function placeIn(text: string): number | undefined {
  const [, digit, word] =
    new RegExp(`\\b(?:(\\d{1,2}) (?:st|nd|rd|th)|(${ordinals.join('|')}))\\b(?! (?:days?|weeks?|time))`).exec(
      text,
    ) ?? [];
  if (digit !== undefined) return Number(digit);
  return word === undefined ? undefined : ordinals.indexOf(word) + 1;
}

const onlyPlace =
  /^(?:(?:and|now|ok|okay|then|next|also|please|same for|same|the|let us|do|send|one of|what about|how about|,) )*(?:(?:the )?(?:e?mails?|message|number|no) )?(?:\d{1,2}(?: (?:st|nd|rd|th))?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?: (?:e?mails?|message|one|too|please|as well|now|then))*(?: ,)*$/;

/** `now the 5th`, after a test: one of another email of the same track. */
function nextTest(text: string, history: readonly Exchange[]): Plan | undefined {
  const last = history.at(-1)?.calls.at(-1);
  if (last?.name !== 'send_test' || !onlyPlace.test(text)) return undefined;
  const number = placeIn(text) ?? Number(/\d{1,2}/.exec(text)?.[0]);
  const before = Object(last.input) as Record<string, unknown>;
  return { calls: [{ name: 'send_test', input: { ...before, email: String(number) } }], unread: [] };
}

/** How many emails a track in force sends. */
function emailsOf(program: Program, id: string): number {
  const of = trackOf(program, id);
  return of ? emailSteps(of.track).length : 1;
}

const counted = new RegExp(`\\b(?:${numberSource})\\b`, 'g');

/** Whoever else wants to see it. */
const toOthers =
  /\b(?:send|forward|mail|give|get|shoot) (?:it|(?:a|an|the|this|that|one) (?:\w+ )?test(?: e?mail| send)?) (?:over )?to (?:her|him|them|my (?:boss|colleague|manager|team)|our \w+|the (?:team|client|customer|sales)|sales)\b/;

/** `send me a test of email 3 of the SMB fast track as jane@example.com`: to the person who asks, and to nobody else. */
export const testSend: Intent = (utterance, { vocabulary, history }) => {
  const { raw, text } = utterance;
  const next = nextTest(text, history);
  if (next) return next;
  if (toOthers.test(text))
    return { say: 'A test goes to your own address and to nobody else. Nothing was sent.', unread: [] };
  if (!asked.test(text) || elsewhere.test(text)) return undefined;
  if (moodOf(text, raw, verbs) !== 'wish' && !wanting.test(text) && !wishesFor(text, raw)) return undefined;
  const named = asLead.exec(raw);
  const mended = (word: string) => utterance.mended.find(({ from }) => from === word)?.to ?? word;
  const rest = createUtterance(raw.replace(asLead, ' ').replace(changeNamed, ' '), mended).text;
  if (/\bto (?!me\b|us\b|myself\b)\S*@/i.test(raw.replace(asLead, ' ')))
    return { say: 'A test goes to your own address and to nobody else. Nothing was sent.' };
  if (isConditional(rest.replace(/\bif (?:it|this|that|the change) (?:is|were|was)\b/, ' ')))
    return { say: 'I send a test at once only, not later. Nothing was sent.' };

  const change = changeMeant(text, raw, history);
  if (change.missing) return { say: 'I do not know which change you mean; give its id. Nothing was sent.' };
  const lead = named?.[1] === undefined ? leadBefore(text, history) : readLead(named[1], history);
  if (lead && 'missing' in lead)
    return { say: 'As which lead? Give one email address or one name. Nothing was sent.' };

  const said = rest.replace(words, ' ').replace(counted, ' ');
  const changed = emailNumberIn(rest) === undefined ? lastEmail(history) : undefined;
  if (changed && !lead && tellingWords(said).every((one) => plainWords.has(one)))
    return { calls: [{ name: 'send_test', input: { ...changed } }], unread: [] };
  const span = trackNamedIn(rest, vocabulary);
  const resolved = span
    ? { best: span.tracks[0] as NamedTrack, others: span.tracks.slice(1) }
    : resolveTrack(said, vocabulary.tracks);
  const track = resolved?.best.id ?? (tellingWords(said).length === 0 ? lastTrack(history) : undefined);
  if (!track)
    return askWhichTrack(vocabulary.tracks, {
      said: tellingWords(said).join(' '),
      after: 'Nothing was sent.',
    });
  if (resolved && resolved.others.length > 0)
    return askWhichTrack(vocabulary.tracks, {
      fitting: [resolved.best, ...resolved.others],
      after: 'Nothing was sent yet.',
    });
  // A track that is only proposed stands in its change.
  const inForce = vocabulary.tracks.some(({ id }) => id === track);
  const changeId = change.id ?? (inForce ? undefined : lastChange(history)?.id);
  const known = new Set(
    resolved ? tellingWords(`${resolved.best.title} ${resolved.best.id} ${span?.said ?? ''}`) : [],
  );
  const leftover = tellingWords(said).filter((one) => !plainWords.has(one) && !known.has(one));
  if (leftover.length > 0)
    return {
      say: `I did not understand ${quoted(leftover)}, so nothing was sent. Say for instance “send me a test of email 3 of the SMB fast track as jane@example.com”.`,
    };
  const inTrack = emailsOf(vocabulary.program, track);
  const number =
    emailNumberIn(rest) ??
    placeIn(rest) ??
    (/\blast (?:e?mail|one|message)\b/.test(rest) ? inTrack : undefined);
  if (number === undefined && inTrack > 1)
    return askWhichEmail(vocabulary.program.tracks[track] as TrackOf['track'], 'Nothing was sent yet.');
  return {
    calls: [
      {
        name: 'send_test',
        input: {
          track,
          email: String(number ?? 1),
          ...(lead && { lead: lead.lead }),
          ...(changeId !== undefined && { change: changeId }),
        },
      },
    ],
    unread: [],
  };
};
