import type { Intent, Plan, World } from '../requests.ts';
import { emailNumberIn } from '../slots/email-number.ts';
import { takeFields } from '../slots/fields.ts';
import { resolveTrack, tellingWords } from '../slots/names.ts';
import { numberSource } from '../slots/numbers.ts';
import { askWhichTrack } from '../slots/which-track.ts';
import { lastDraft, lastTrack } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { isConditional, wishIn } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';
import { createUtterance, type Utterance } from '../words/utterance.ts';
import { trackNamedIn } from './edit/frames/track-named.ts';

const verbs =
  'draft|write|rewrite|redraft|compose|reword|shorten|come up with|put together|prepare|craft|whip up|knock up|produce|have a go at|sketch|phrase';
const nothing = 'Nothing has been drafted.';
const shorter = /\b(?:shorter|briefer|shorten|more briefly|less long)\b/;
const using =
  /\b(?:use|send|propose|put|take) (?:it|that|this|the|that new|the new)\b(?: draft| email)?|\b(?:use|propose) (?:that |the )draft\b/;

/** `draft an email about ROI for healthcare decision leads`, `draft email 3 of the enterprise track again, shorter`. */
export const draftEmail: Intent = (utterance, world) => {
  const { text, raw } = utterance;
  const wish = tooLong(utterance) ?? neededIn(text) ?? wishIn(text, raw, verbs) ?? madeShorter(text, raw);
  if (wish === undefined || !/\b(?:e ?)?mails?\b/.test(wish)) return usingIt(utterance, world);
  const number = emailNumberIn(wish) ?? onlyEmail(wish, world);
  // `write a track with 3 emails` is a track to build.
  if (number === undefined && /\b(?:tracks?|sequences?|campaigns?|series|drip)\b/.test(wish))
    return undefined;
  if (/\btests?\b/.test(wish)) return undefined;
  if (isConditional(wish.replace(matter, ' ')))
    return { say: `I draft at once only, not later or on a condition. ${nothing}` };
  const said = createUtterance(wish);
  const about = takeAbout(said, utterance.quotes);
  return number === undefined ? anEmail(said, about, world) : ofTrack(said, about, number, world);
};

/** `the email of the pricing follow-up`, where it sends no other. */
function onlyEmail(text: string, { vocabulary }: World): number | undefined {
  if (!/\bthe (?:only )?e?mail (?:of|in|from|on)\b/.test(text)) return undefined;
  const [track, ...others] = trackNamedIn(text, vocabulary)?.tracks ?? [];
  const emails = track?.steps.filter(({ kind }) => kind === 'email') ?? [];
  return others.length === 0 && emails.length === 1 ? 1 : undefined;
}

const needing =
  /^(?:(?:please|ok|okay|hi|hey|hello|so|and|,) )*(?:(?:i|we) (?:am |are )?)?(?:(?:still|also|really|now|just) )*(?:need|want|could use|would like|looking for) (?:an?|another|some) (?:(?:new|short|quick|nice) )*(?:e ?)?mails?\b(?=.* (?:about|regarding|on the topic of|that explains|announcing) )/;
const writeIt =
  /(?: ,)* (?:and )?(?:(?:can|could|would|will) you (?:please )?|please )?(?:write|draft|compose|prepare|put together) (?:me |us )?(?:one|it|that|this)(?: for (?:me|us))?(?: please)?(?: ,)*$/;

/** `I owe our fintech leads an email about audits. Please draft it.` */
const owed =
  /^(?!.*\b(?:which|what|who|how|why|did|tests?)\b).*\b(?:an?|another|some|one) (?:(?:new|short|quick|nice) )*(?:e ?)?mails? (?:about|regarding|on|that (?:explains|covers|announces)|announcing)\b/;
/** What an email is about may last a while: `about a rollout in 90 days`. */
const matter =
  /(?<=\b(?:about|regarding|on the topic of|that explains|announcing) [^,]*)\bin (?:\d+|an?) (?:days?|weeks?|months?|hours?|minutes?|steps?)\b/;

/** `need a mail about audits for fintech leads, can you write one`: the email that is wished for. */
function neededIn(text: string): string | undefined {
  const needs = needing.test(text) || (writeIt.test(text) && owed.test(text));
  return needs && !isConditional(text.replace(matter, ' ')) ? text.replace(writeIt, '') : undefined;
}

/** `make email 2 of the SMB fast track shorter`. */
function madeShorter(text: string, raw: string): string | undefined {
  const wish = wishIn(text, raw, 'make');
  return wish !== undefined && shorter.test(wish) && emailNumberIn(wish) !== undefined ? wish : undefined;
}

const long =
  /\b(?:(?:far |way |much |a bit |a little |rather )*too (?:long|wordy)|(?:needs?|has|ought|should|must) (?:to )?be (?:made )?(?:a bit |a lot |much )?(?:shorter|briefer|shortened|cut down)|(?:tighten|trim|condense|cut down)(?: up)?)\b/;
const again =
  /\b(?:a (?:much )?(?:shorter|briefer) one|cut (?:it|that|this|them) (?:down|short|back)|(?:boil|bring) (?:it|that) down|halve it|make (?:it|that) (?:shorter|briefer)|draft|version|rewrite|redo|redraft|reword|shorten|shorter|tighten|trim|condense)\b/;

const cut = /\b(?:(?:cut|boil|bring) (?:it|that|this|them) (?:down|short|back)|halve it)\b/;

/** `email 2 of the fast track is too long, give me a shorter draft`: an email that is there, shorter. */
function tooLong({ text, raw }: Utterance): string | undefined {
  if (
    (emailNumberIn(text) === undefined && !/\bthe (?:only )?e?mail (?:of|in|from|on)\b/.test(text)) ||
    !long.test(text) ||
    !again.test(text)
  )
    return undefined;
  const asked = /\b(?:can|could|would|will) you\b/.test(text);
  if ((raw.includes('?') && !asked) || /\b(?:not|never|who|why|how)\b/.test(text) || isConditional(text))
    return undefined;
  return `${text.replace(long, ' ').replace(cut, ' ')} shorter`;
}

function anEmail(said: Utterance, about: string | undefined, { vocabulary }: World): Plan | undefined {
  const isShorter = said.take(shorter) !== undefined;
  const fields = takeFields(said, vocabulary).filter(({ negated }) => !negated);
  const named = (field: string) => fields.find((slot) => slot.field === field)?.value;
  const stage =
    named('journey_stage') ?? said.take(new RegExp(`\\b(${vocabulary.stages.join('|')})\\b`))?.[1];
  const segment = vocabulary.segments.find(
    ({ title }) => title.length > 2 && ` ${said.text} `.includes(` ${createUtterance(title).text} `),
  );
  const known = new Set(segment ? tellingWords(segment.title) : []);
  if (about === undefined) {
    if (/\b(?:to|for) \S+@/.test(said.raw)) return undefined;
    return {
      say: `What shall the email be about? Say for instance “draft an email about ROI for healthcare leads at the decision stage”, or “draft email 3 of the SMB fast track again, shorter”. ${nothing}`,
    };
  }
  const beyond = fields.filter(({ field }) => !['journey_stage', 'industry'].includes(field));
  if (beyond.length > 0 && !segment) {
    const names = vocabulary.segments.map(({ title }) => title).join(', ');
    return {
      say: `I draft for a stage, an industry or a segment (${names}), not for “${beyond[0]?.value}”. ${nothing}`,
    };
  }
  const left = said.rest(words).filter((word) => !known.has(word));
  if (left.length > 0) return { say: `I do not know what ${quoted(left)} means there. ${nothing}` };
  const input = {
    about,
    ...(stage !== undefined && { stage }),
    ...(named('industry') !== undefined && { industry: named('industry') }),
    ...(segment && { segment: segment.id }),
    ...(isShorter && { shorter: true }),
  };
  return { calls: [{ name: 'draft_email', input }], unread: [] };
}

function ofTrack(said: Utterance, about: string | undefined, number: number, world: World): Plan {
  const { vocabulary, history } = world;
  const phrase = said.text.replace(takenWords, ' ').replace(about ?? /$^/, ' ');
  const resolved = resolveTrack(phrase, vocabulary.tracks);
  const remembered = tellingWords(phrase).length === 0 ? lastTrack(history) : undefined;
  const track = resolved?.best ?? vocabulary.tracks.find(({ id }) => id === remembered);
  if (!track)
    return askWhichTrack(vocabulary.tracks, { said: tellingWords(phrase).join(' '), after: nothing });
  if (resolved && resolved.others.length > 0)
    return askWhichTrack(vocabulary.tracks, { fitting: [resolved.best, ...resolved.others], after: nothing });
  const known = new Set(tellingWords(`${track.title} ${track.id}`));
  const left = tellingWords(phrase).filter((word) => !plainWords.has(word) && !known.has(word));
  if (left.length > 0) return { say: `I do not know what ${quoted(left)} means there. ${nothing}` };
  const input = {
    track: track.id,
    email: String(number),
    ...(about !== undefined && { about }),
    ...(shorter.test(said.text) && { shorter: true }),
  };
  return { calls: [{ name: 'draft_email', input }], unread: [] };
}

/** `use it`: proposes the draft last made for a step of a track in the place of what the step sends. */
function usingIt({ text, raw }: Utterance, { vocabulary, history }: World): Plan | undefined {
  const draft = lastDraft(history);
  if (draft === undefined || wishIn(text, raw, 'use|send|propose|put|take') === undefined) return undefined;
  if (!using.test(text) || isConditional(text)) return undefined;
  const track = vocabulary.tracks.find(({ id }) => id === draft.step.track);
  const step = track?.steps.find(({ id }) => id === draft.step.step);
  if (!track || step?.kind !== 'email') return undefined;
  const value = { ...step, content: draft.content };
  const edits = [{ op: 'put', path: `tracks/${track.id}/steps/${step.id}`, value }];
  const title = `Send “${draft.subject}” in ${track.title}`.slice(0, 200);
  return { calls: [{ name: 'propose_change', input: { title, edits } }] };
}

/** What follows `about`, up to whom it is for. */
function takeAbout(said: Utterance, quotes: readonly string[]): string | undefined {
  const match = said.take(
    /\b(?:about|(?<=mail )on|topic(?: is| being)?(?: ,)?|on (?=the topic of)|regarding|concerning|on the topic of|that (?:explains|covers|announces)|announcing) (.+?)(?= (?:for|to|at|in(?! (?:\d+|an?) (?:days?|weeks?|months?|hours?|minutes?|steps?)\b)) (?:the |our |all )?[\p{L}\d]|\s*,|$)/u,
  );
  return match?.[1]?.replace(/quote(\d+)/g, (_, n: string) => quotes[Number(n)] ?? '').slice(0, 300);
}

const takenWords = new RegExp(
  `\\b(?:${verbs}|e?mails?|message|number|no|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|again|anew|once|more|shorter|briefer|draft|new|give|me|us|can|you|could|rewrite|second|2 nd|3 rd|1 st|\\d+ th|have|go|at|is|needs|be|way|too|long|briefly|about|regarding|concerning|of|in|for|to|the|a|an|track|sequence|campaign|nurture|please|and|make|it|but|with|fewer|words|version|${numberSource})\\b`,
  'g',
);
const words: ReadonlySet<string> = new Set([
  ...plainWords,
  ...`${verbs.replaceAll('|', ' ')} message e email emails mail new short shorter again stage stages buyer buyers role industry sector segment reader readers audience need needs could use looking some targeted aimed marketing inviting invite invites think consider encouraging encourage topic up go put together owe owed promised supposed due reach receives prepare craft benefits explaining telling`.split(
    ' ',
  ),
]);
