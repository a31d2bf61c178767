import type { NamedTrack } from '../../vocabulary.ts';
import type { Intent, Plan, World } from '../requests.ts';
import { resolveTrack, tellingWords } from '../slots/names.ts';
import { askWhichTrack } from '../slots/which-track.ts';
import { lastTrack } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { asHaltWish, grievance, limiting } from '../words/halt-phrases.ts';
import { isConditional, wishIn } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';
import { withoutContext } from './edit/frames/context.ts';

const haltVerbs =
  'halt|stop(?! (?:halting|pausing|stopping|suspending|the (?:halt|pause)))|pause|suspend|freeze|hold(?! on\\b)|kill|turn off|switch off|shut down|shut off';
const resumeVerbs =
  'resume|unpause|un pause|unhalt|unfreeze|restart|continue|reactivate|turn on again|turn back on|switch on|lift the halt|start again';
const target =
  /\b(?:send|sends|sending|emails?|mails?|track|tracks|campaign|sequence|nurture|everything|all|it|that|this)\b/;
const everything =
  /\b(?:everything|all (?:of )?(?:the |our )?(?:outgoing |outbound |marketing |nurtur(?:e|ing) )?(?:sends?|sending|emails?|mails?|tracks|mailings?|campaigns)|all(?= ,|$| now| at once| immediately| please)|sending(?: (?:all|any))?(?: e?mails?)?$|emails?$|any(?:thing| emails?))/;
const pointing = new RegExp(
  `\\b(?:${haltVerbs}|${resumeVerbs}) (?:(?:sending|emails|on|of|from) )*(?:it|that|this)\\b|\\b(?:that|this|the same|the) (?:track|sequence|campaign)\\b`,
);
const scoring = /\b(?:points?|scoring|score|rule)\b/;
const people = /\b(?:leads?|contacts?|prospects?|people|customers?|how many)\b/;
const spoken =
  /\b(?:halt(?:s|ed|ing)?|paus(?:e|es|ed|ing)|suspend(?:ed|ing)?|on hold|stop(?:s|ped|ping)?|fr(?:ee|o)z(?:e|en|ing)|resum(?:e|ed|ing)|unpaus(?:e|ed)|unhalt(?:ed)?|restart(?:ed)?|reactivat(?:e|ed))\b/;
/** Said of a halt alone; the other verbs need a track beside them. */
const plainlyHalt = /\b(?:halt(?:s|ed|ing)?|paused|suspended|on hold)\b/;
const words =
  /\b(?:halt(?:s|ed|ing)?|stop(?:ped|ping)?|paus(?:e|ed|ing)|suspend(?:ed)?|freeze|frozen|hold|kill|resumed?|restart(?:ed)?|continue|unpaused?|unhalt|unfreeze|reactivate|shut|down|please|now|the|our|immediately|right|away|at|once|sending|e?mails?|mailings?|for|on|from|of|to|tracks?|campaigns?|sequences?|nurtures?|everything|off|turn|switch|lift|start|again|back|urgent|urgently|kindly|go|ahead|un|is|why|when|last|should|propose|suggest|file|make|a|change|that|we|halting|pausing|stopping|suspending|halts|stops|pauses|suspends|resuming|but|outgoing|outbound|sends)\b/g;

/** `are we sending?`, `is the SMB fast track still running?` */
const asksOfSending =
  /^(?:(?:so|and|hey|ok|,) )*(?:is|are) (?:.* )?(?:sending|running|live|active|going out|switched on|turned on)\b/;

/** Stops at once what is named, or proposes to resume it; a question about halts is answered from those there are. */
export const halt: Intent = (utterance, world) => {
  const { raw } = utterance;
  const text = asHaltWish(utterance.text);
  if (scoring.test(text)) return undefined;
  const proposed = wishIn(
    text,
    raw,
    `${proposing} (?:${haltVerbs}|halting|stopping|pausing|suspending|halts|stops|pauses|suspends)`,
  );
  const stop = proposed ?? wishIn(text, raw, haltVerbs);
  const wish =
    stop ??
    wishIn(text, raw, resumeVerbs) ??
    wishIn(text, raw, `${proposing} (?:${resumeVerbs}|resuming|restarting|unpausing)`);
  if (wish === undefined) return planQuestion(text, world);
  const doing = stop === undefined ? 'resume' : proposed || byChange.test(stop) ? 'propose' : 'halt';
  return planWish(wish, raw, doing, world);
};

const proposing = '(?:propose|file a change|make a change|suggest)(?: to| a| the| we| that we| that| which)*';
const byChange =
  /\b(?:by|as|with|through|via|in) (?:a |the )?(?:proposed )?(?:change|proposal)\b(?: (?:that |which )?(?:someone|somebody|an approver|a person|mara|we) (?:can |must |will |should |has to )?approves?)?|\b(?:with|after|pending|for) (?:an? )?approval\b|\bfor (?:somebody|someone|an approver) to approve\b/;

function planWish(
  wish: string,
  raw: string,
  wanted: 'halt' | 'resume' | 'propose',
  { vocabulary, history }: World,
): Plan | undefined {
  const resume = wanted === 'resume';
  // A proposal is read by somebody, who may be told why.
  const asked =
    wanted === 'propose'
      ? withoutContext(
          wish,
          (clause) => spoken.test(clause) || /\b(?:tracks?|e?mails?|sending|everything)\b/.test(clause),
        )
      : wish;
  const text = withoutGrievance(asked, vocabulary.tracks)
    .replace(byChange, ' ')
    .replace(
      /(?: ,)? (?:because|since|due to)\b.*$|(?: ,)+ (?:it|they|there|something|we|that|this|thanks?)\b.*$|(?: ,)+ (?!and\b|or\b|but\b|then\b|not\b|only\b|except\b|unless\b|if\b|until\b|for\b|to\b)[^,]*\b(?:is|are|was|were|has|have|had|went|got|broke|looks?|needs?|wants?|says?|said|complain(?:s|ed)?|bounced?)\b(?!.*\b(?:if|unless|until|only|except|when|once)\b).*$/,
      '',
    );
  const resolved = resolveTrack(text.replace(words, ' '), vocabulary.tracks);
  if (!target.test(text) && !resolved) return undefined;
  const doing = resume ? 'proposed to resume' : wanted === 'propose' ? 'proposed' : 'halted';
  if (
    wanted === 'halt' &&
    /\b(?:but|and|only|just) (?:not|never|only|keep|leave)\b|\bnot (?:for|to|the)\b|\b(?:should|must|may|can|shall) (?:continue|go on|stay|run|keep|remain|carry on)\b/.test(
      text,
    )
  )
    return {
      say: 'I halt a whole track, or all sending, with no exceptions. Nothing has been halted.',
    };
  if (isConditional(text))
    return { say: `I halt and resume at once only, not later or on a condition. Nothing has been ${doing}.` };
  const chosen =
    resolved?.best.id ?? (everything.test(text) ? '*' : pointing.test(text) ? lastTrack(history) : undefined);
  if (!chosen) {
    const said = tellingWords(text.replace(words, ' ')).join(' ');
    return askWhichTrack(vocabulary.tracks, { said, after: 'Or say “everything” for all sending.' });
  }
  if (resolved && wanted === 'halt' && /\beverything\b(?! (?:in|on|from|of|for|about|that)\b)/.test(text))
    return {
      say: `Shall I halt ${resolved.best.title}, or everything? Say one of them. Nothing has been halted.`,
    };
  if (resolved && resolved.others.length > 0)
    return askWhichTrack(vocabulary.tracks, {
      fitting: [resolved.best, ...resolved.others],
      after: `Nothing has been ${doing} yet.`,
    });
  // `stop all emails to fintech leads` must not stop them to everybody.
  const named = new Set(resolved ? tellingWords(`${resolved.best.title} ${resolved.best.id}`) : []);
  const leftover = tellingWords(text.replace(words, ' ')).filter(
    (word) => !plainWords.has(word) && !named.has(word),
  );
  if (leftover.length > 0)
    return {
      say: `I halt or resume a whole track, or all sending, and do not know what ${quoted(leftover)} means there. Nothing has been ${doing}.`,
    };
  if (resume) {
    const edits = [{ op: 'remove', path: `halts/${chosen}` }];
    return { calls: [{ name: 'propose_change', input: { edits } }] };
  }
  if (wanted === 'propose') {
    const title = `Pause: ${resolved?.best.title ?? (chosen === '*' ? 'all sending' : chosen)}`;
    const edits = [{ op: 'put', path: `halts/${chosen}`, value: { reason: reasonOf(raw) } }];
    return { calls: [{ name: 'propose_change', input: { title, edits } }] };
  }
  return { calls: [{ name: 'halt_sending', input: { target: chosen, reason: reasonOf(raw) } }] };
}

/** Without a last clause that only says what is wrong. */
function withoutGrievance(wish: string, tracks: readonly NamedTrack[]): string {
  const at = wish.lastIndexOf(' , ');
  const clause = wish.slice(at + 3).replace(/(?: ,)+$/, '');
  const isOne = at > 0 && grievance.test(clause) && !limiting.test(clause) && !resolveTrack(clause, tracks);
  return isOne ? wish.slice(0, at) : wish;
}

/** `why is the SMB track paused?`, `is anything halted?`, `don’t halt it`: what is halted now, and nothing done. */
function planQuestion(text: string, { vocabulary, history }: World): Plan | undefined {
  const running = asksOfSending.test(text) && !/\b(?:experiments?|tests?)\b/.test(text);
  if (!(spoken.test(text) || running) || people.test(text)) return undefined;
  const resolved = resolveTrack(text.replace(words, ' '), vocabulary.tracks);
  const remembered = vocabulary.tracks.find(({ id }) => id === lastTrack(history));
  const pointed = /\b(?:it|that|this)\b/.test(text) ? remembered : undefined;
  const about: NamedTrack[] = resolved ? [resolved.best, ...resolved.others] : pointed ? [pointed] : [];
  if (
    about.length === 0 &&
    !plainlyHalt.test(text) &&
    !running &&
    !/^(?:is |are |was |has )?(?:anything|something|everything)\b/.test(text) &&
    !/\b(?:sending|tracks?|emails?)\b/.test(text)
  )
    return undefined;
  return {
    calls: [{ name: 'show_program', input: { parts: ['tracks'] } }],
    only: { halts: about.map(({ id }) => id) },
    notes: [
      ...(/\bwho\b/.test(text) ? ['Who halted it stands on every page of the console.'] : []),
      'Nothing was halted or resumed by this. To do it, say “halt” or “resume” and the name of the track.',
    ],
  };
}

/** What stands after “because”, else the request itself. */
export function reasonOf(raw: string): string {
  const because = /\bbecause\s+(.+)$/is.exec(raw)?.[1];
  return (because ?? `Asked for: ${raw}`).trim().slice(0, 300);
}
