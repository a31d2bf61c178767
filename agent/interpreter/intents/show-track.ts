import type { Intent } from '../requests.ts';
import { resolveTrack, tellingWords } from '../slots/names.ts';
import { askWhichTrack } from '../slots/which-track.ts';
import { lastTrack } from '../turns/remembered.ts';

const asked =
  /\b(?:show|see|describe|explain|display|view|open|details?|tell me about|what is|what does|what are|what happens|look at|give me|steps|emails? (?:of|in|on)|goals? of|exits? of|entry of|what (?:puts|brings|gets|enrols) leads (?:on|in|into|onto)|who (?:gets|goes|comes|enters|gets put|is let) (?:in|into|on|onto)|who enters|when do (?:leads|they) (?:leave|exit|get off)|what takes leads off|how many (?:e ?mails|mails|steps)|how long)\b/;
const leads = /\b(?:how many|leads?|contacts?|prospects?|people|who)\b/;
const verbs =
  /\b(?:show|see|describe|explain|display|view|open|details?|tell|about|what|is|are|in|of|me|the|does|do|happens|look|at|give|steps?|when|do|leave|exit|get|off|takes|how|many|mails|steps|has|have|long|goals?|exits?|entry|puts|brings|gets|goes|comes|enters|enrols|into|onto|who|leads|on|emails?|like|please|us|our)\b/g;

/** Of its entry, not of the leads that are on it. */
const ofTheTrack =
  /\b(?:when do (?:leads|they) (?:leave|exit|get off)|what takes leads off|how many (?:e ?mails|mails|steps) (?:has|have|does|do|are|is|in|on)|how long (?:is|does)|what (?:puts|brings|gets|enrols) leads|who (?:gets|goes|comes|enters|is let))\b/;

/** One track in full. */
export const showTrack: Intent = (utterance, { vocabulary, history }) => {
  const { text } = utterance;
  const named = /\b(?:track|sequence|campaign|nurture)\b/.test(text);
  if (/\btracks\b/.test(text)) return undefined;
  const said = text.replace(verbs, ' ');
  const resolved = resolveTrack(said, vocabulary.tracks);
  // Without the word track only a full title counts, so that “show me enterprise leads” stays a question about leads.
  const fullTitle =
    resolved !== undefined &&
    resolved.others.length === 0 &&
    text.includes(resolved.best.title.toLowerCase());
  const pointed = ofTheTrack.test(text) && /\b(?:on|in|into|onto) it\b/.test(text);
  if (!(asked.test(text) && named) && !fullTitle && !pointed) return undefined;
  if (!ofTheTrack.test(text) && leads.test(text.replace(/\bcold lead\b/g, ''))) return undefined;
  const remembered = /\b(?:that|this|it|the) ?(?:track|one)?\b/.test(text) ? lastTrack(history) : undefined;
  const track = resolved?.best.id ?? remembered;
  if (!track) return askWhichTrack(vocabulary.tracks, { said: tellingWords(said).join(' ') });
  const equal = (resolved?.others ?? []).filter(
    ({ entry, stage }) => entry === resolved?.best.entry && stage === resolved.best.stage,
  );
  if (resolved && equal.length > 0)
    return askWhichTrack(vocabulary.tracks, { fitting: [resolved.best, ...equal] });
  const others = resolved?.others.map(({ title }) => title) ?? [];
  return {
    calls: [{ name: 'show_program', input: { track } }],
    notes:
      others.length > 0
        ? [`That is the track these words fit best; there is also ${others.join(', ')}.`]
        : [],
  };
};
