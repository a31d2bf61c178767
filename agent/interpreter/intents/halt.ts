import { lastTrack } from '../remembered.ts';
import type { Intent } from '../requests.ts';
import { askWhichTrack } from '../say.ts';
import { didYouMean, resolveTrack, tellingWords } from '../slots/names.ts';

const halting = /\b(?:halt|stop|pause|suspend|freeze|hold|kill|turn off|switch off|shut down|shut off)\b/;
const resuming =
  /\b(?:resume|unpause|un pause|unhalt|unfreeze|restart|continue|reactivate|turn on again|turn back on|switch on|lift the halt|start again)\b/;
const target =
  /\b(?:send|sends|sending|emails?|mails?|track|tracks|campaign|sequence|nurture|everything|all|it|that|this)\b/;
const everything =
  /\b(?:everything|all (?:the |our |of )?(?:sending|emails?|mails?|tracks|mailings?|campaigns)|all|sending(?: (?:all|any))?(?: e?mails?)?$|emails?$|any(?:thing| emails?))\b/;
const scoring = /\b(?:points?|scoring|score|rule)\b/;
const words =
  /\b(?:halt|stop|pause|suspend|freeze|hold|kill|resume|restart|continue|unpause|please|now|the|our|immediately|right|away|at|once|sending|emails?|for|on|from|of|to|track|off|turn|switch|again|back|because.*)\b/g;

/** Stops at once what is named, or proposes to resume it. What is not clearly named is asked for: it is a write. */
export const halt: Intent = (utterance, { vocabulary, history }) => {
  const { text } = utterance;
  const resume = resuming.test(text);
  if (
    !(resume || halting.test(text)) ||
    scoring.test(text) ||
    /\b(?:how|what|which|list|show|who)\b/.test(text)
  )
    return undefined;
  const resolved = resolveTrack(text.replace(words, ' '), vocabulary.tracks);
  if (!target.test(text) && !resolved) return undefined;
  const pointed = /\b(?:it|that|this)(?: track| one)?\b/.test(text) ? lastTrack(history) : undefined;
  const chosen = resolved?.best.id ?? (everything.test(text) ? '*' : pointed);
  if (!chosen) {
    const said = tellingWords(text.replace(words, ' ')).join(' ');
    return {
      say: `${askWhichTrack} ${didYouMean(said, vocabulary.tracks)} Or say “everything” for all sending.`,
    };
  }
  if (resolved && resolved.others.length > 0) {
    const titles = [resolved.best, ...resolved.others].map(({ title }) => title);
    return {
      say: `${askWhichTrack} These fit: ${titles.join(', ')}. Nothing has been ${resume ? 'proposed' : 'halted'} yet.`,
    };
  }
  if (resume) return { calls: [{ name: 'propose_resume', input: { target: chosen } }] };
  return { calls: [{ name: 'halt_sending', input: { target: chosen, reason: reasonOf(utterance.raw) } }] };
};

/** What stands after “because”, else the request itself. */
function reasonOf(raw: string): string {
  const because = /\bbecause\s+(.+)$/is.exec(raw)?.[1];
  return (because ?? `Asked for: ${raw}`).trim().slice(0, 300);
}
