import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Intent, Plan } from '../requests.ts';
import { leadSource, readLead } from '../slots/lead.ts';
import { resolveTrack, tellingWords } from '../slots/names.ts';
import { askWhichTrack } from '../slots/which-track.ts';

const polite =
  /^(?:(?:and|n|so|but|then|ok|okay|please|now|can|could|you|tell|me|us|explain|to|say|do|i|want|know|wonder|i'd|like|would)[ ,]+)+(?=why|how come|when|where|what)/;
const not = `(?:n't|n’t| not)?`;
const aux = `(?:did|does|do|has|have|had|was|is|are|will|would|were)${not}`;
const got =
  '(?:get|gets|getting|got|gotten|receive|received|receiving|be sent|been sent|being sent|sent|be emailed|emailed)';

/** Each with the lead in its first group and the rest in its second. */
const questions: readonly (readonly ['score' | 'email' | 'track' | 'next', RegExp])[] = [
  [
    'score',
    new RegExp(
      String.raw`^(?:why|how come) ${aux} (.+?)(?:'s|’s)? (?:have |has |got |at )?(?:a |an |the |that |this |such a |so )?(?:high |low )?(?:lead )?score\b(.*)$`,
    ),
  ],
  [
    'score',
    new RegExp(
      String.raw`^(?:why|how come) ${aux} (.+?) (?:only |just |already |now )*(?:(?:got|have|has|had|get|is at|at|on|is on) (?:only |just |already )*-?\d+(?: (?:points?|pts))?|so (?:high|low|hot|cold)|an? (?:mql|sql|hot lead)|(?:sales|marketing) qualified)\b()$`,
    ),
  ],
  [
    'score',
    new RegExp(
      String.raw`^(?:why|how come) (.+?) ${aux} (?:only |just |already |now |standing |sitting )*(?:at|on) -?\d+(?: (?:points?|pts))?()$`,
    ),
  ],
  ['score', /^(?:where|how) (?:does|did|do) (.+?)(?:'s|’s) (?:score|points)\b(.*)$/],
  ['score', /^(?:explain|show|what is)(?: behind)? (.+?)(?:'s|’s) (?:score|points)\b(.*)$/],
  ['score', /^(?:explain|show|describe) (?:me )?(?:the )?scores? of (.+?)()$/],
  [
    'next',
    new RegExp(
      String.raw`^when ${aux} (.+?) ${got} (?:the |their |his |her |its |an? )?(?:next|another)\b(.*)$`,
    ),
  ],
  ['next', /^what (?:comes|is|happens) next (?:for|to|with) (.+?)()$/],
  ['email', new RegExp(String.raw`^(?:why|how come) ${aux} (.+?) (?:not |never |yet )*${got}\b(.*)$`)],
  ['email', new RegExp(String.raw`^when ${aux} (.+?) ${got}\b(.*)$`)],
  [
    'track',
    new RegExp(
      String.raw`^(?:why|how come) ${aux} (.+?) (?:not |no longer |still |yet |never )*(?:been )?(?:put |moved |enrolled |taken )?(?:on|onto|in|into|off|enter|entered|entering|join|joined|part of|leave|left)\b(.*)$`,
    ),
  ],
  // As told in another question: `can you tell me why she was sent …`.
  ['email', new RegExp(String.raw`^(?:why|how come) (.+?) (?:${aux} )?(?:not |never |yet )*${got}\b(.*)$`)],
  [
    'track',
    new RegExp(
      String.raw`^(?:why|how come) (.+?) ${aux} (?:not |no longer |still |yet |never )*(?:been )?(?:put |moved |enrolled |taken )?(?:on|onto|in|into|off)\b(.*)$`,
    ),
  ],
];
const isOne = new RegExp(`^(?:${leadSource})$`, 'iu');

/** Why one lead got an email or not, is on a track or not, has its score; and when it gets the next. */
export const explainLead: Intent = ({ raw, quotes }, { vocabulary, history }) => {
  const said = raw
    .trim()
    .replace(/[?!.\s]+$/, '')
    .replace(/\s+/g, ' ');
  const lower = said.toLowerCase();
  const begins = polite.exec(lower)?.[0].length ?? 0;
  for (const [about, pattern] of questions) {
    const match = pattern.exec(lower.slice(begins));
    const phrase = match?.[1]?.trim();
    if (!match || phrase === undefined) continue;
    const bare = phrase
      .replace(/^(?:the )?(?:lead|contact|person) (?=\S)/, '')
      .replace(/^(?:(?:mr|mrs|ms|miss|dr|prof)\.? )+(?=\S)/, '')
      .replace(
        /(?: (?:not|never|still|yet|only|just|ever|already|really|actually|even|now|stuck|sitting|waiting|hanging))+$/,
        '',
      );
    const found = isOne.test(bare) ? readLead(bare, history) : undefined;
    if (found && 'missing' in found && found.missing === 'pointed')
      return { say: 'I do not know which lead you mean; give an email address or a whole name.' };
    if (!found || 'missing' in found) continue;
    return planOf(about, found.lead, (match[2] ?? '').trim(), quotes, vocabulary);
  }
  return undefined;
};

function planOf(
  about: (typeof questions)[number][0],
  lead: string,
  rest: string,
  quotes: readonly string[],
  vocabulary: LiveVocabulary,
): Plan {
  const ask = (input: Record<string, unknown>): Plan => ({
    calls: [{ name: 'explain_lead', input: { lead, ...input } }],
  });
  if (about === 'score') return ask({ about });
  if (about === 'next') return ask({ about: 'track' });
  const named = trackIn(rest, about === 'track', vocabulary);
  if (about === 'track') {
    if (named !== undefined) return ask({ about, track: named });
    return /^(?:any|a|no)? ?(?:tracks?)?$/.test(rest) || rest === ''
      ? ask({ about })
      : askWhichTrack(vocabulary.tracks, { said: tellingWords(rest).join(' ') });
  }
  const number =
    /\b(?:e-?mail|mail|message|number|no\.?|#) ?(\d{1,3})\b|\b(first|second|third|fourth|fifth)\b/.exec(rest);
  const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];
  const email = number
    ? (number[1] ?? String(ordinals.indexOf(number[2] ?? '') + 1))
    : (quotes[0] ?? titleIn(rest));
  return ask({ about, ...(email !== undefined && { email }), ...(named !== undefined && { track: named }) });
}

/** What follows `the email about …`; nothing for `this email`. */
function titleIn(rest: string): string | undefined {
  const title = /\b(?:about|titled|called|named) (.+)$/.exec(rest)?.[1];
  return title?.replace(/^the /, '');
}

/** After `of`, `in`, `on` or `from`, or where a track is asked for the whole; only what is surely one. */
function trackIn(rest: string, isTrack: boolean, { tracks }: LiveVocabulary): string | undefined {
  const phrase = isTrack ? rest : /\b(?:of|in|on|from) (.+)$/.exec(rest)?.[1];
  if (phrase === undefined || phrase === '') return undefined;
  const bare = phrase.replace(/^(?:the|a|any) /, '');
  const found = resolveTrack(bare, tracks);
  return found && found.others.length === 0 ? found.best.id : undefined;
}
