import type { Intent, World } from '../requests.ts';
import { changeMeant } from '../slots/change.ts';
import { leadSource, readLead } from '../slots/lead.ts';
import { leadInText } from '../slots/lead-in-text.ts';
import { resolveTrack } from '../slots/names.ts';
import { numberOf, numberSource } from '../slots/numbers.ts';
import { lastChange } from '../turns/remembered.ts';
import type { Utterance } from '../words/utterance.ts';
import { trackNamed } from './one-lead.ts';

const lead = `(?:the lead |lead )?(${leadSource})`;
const end = '(?= (?:for|over|in|with|if|on|next|within|during|ahead|from)\\b|\\s*[,.!?]|\\s*$)';
const forms = [
  `\\bwhat (?:else |(?:e-?mails?|messages?|mails?) )?(?:would|will|does|do|is|are|'ll) ${lead} (?:(?:still|be|next|going to|go on to|likely) )*(?:get|gets|receive|sent|hear|see|getting|receiving)\\b`,
  `\\b(?:what|which (?:e-?mails?|messages?|mails?)) (?:(?:will|would|is going to|are going to) )(?:reach|arrive (?:at|with)|land with|go (?:out )?to|be sent to) ${lead}${end}`,
  `\\b(?:simulate|play forward|fast forward|run ahead) ${lead}${end}`,
  `\\brun ${lead} (?:ahead|forward)\\b`,
  `\\bwhat (?:would|will) happens? (?:to|with|for) ${lead}${end}`,
  `\\bwhat happens (?:next )?(?:to|with|for) ${lead}${end}`,
  `\\bcalendar (?:of|for) ${lead}${end}`,
  `\\b(?:show|see|give|open) (?:me |us )?${lead}['’]s calendar\\b`,
  `^(?:(?:and|so|ok|hey),? )*(?:will|is|are) ${lead} (?:going to )?(?:still )?(?:be )?(?:get|getting|receive|receiving|hear|hearing|sent)\\b(?=.*\\b(?:weeks?|days|months?|soon|tomorrow)\\b)`,
  `\\bwhat (?:does|do|will|would) ${lead}['’]s next (?:\\S+ )?(?:weeks?|days|months?) (?:look|be|bring|hold)\\b`,
  `\\bwhat is (?:coming|next|planned|in store) for ${lead}${end}`,
].map((source) => new RegExp(source.replaceAll('what is', "what(?: is|['’]s)"), 'iu'));
const commanded = /\b(?:simulate|simulation|run ahead|calendar)\b/i;
/** With a time, or by itself where it is a command, of a lead that stands anywhere in the text. */
const ahead =
  /\b(?:would|will|goes? out|coming|assum(?:e|ing)|pretend(?:ing)?|suppos(?:e|ing)|going to|holds?|in store|simulat(?:e|ion|ed|ing)|fast forward|forward|play(?:ed)?|previews?|projected|upcoming|calendar|ahead)\b/;
const ran =
  /\b(?:simulat(?:e|ion|ed|ing)|fast forward|run (?:\S+ ){1,4}(?:ahead|forward)|play(?:ed)? (?:\S+ ){0,3}(?:out|forward|ahead)|let (?:\S+ ){1,3}run|(?:next|coming) (?:\S+ )?(?:days|weeks?|months?) of|previews?)\b/;
const span = new RegExp(
  `\\b(?:next|coming|ahead|forward|in|for|over|within|during|by)(?: the)?(?: next| coming| following)? (?:(${numberSource}|an?) )?(days?|weeks?|fortnights?|months?|quarter|year)\\b|\\b(${numberSource}) (days?|weeks?|fortnights?|months?)\\b(?! ago)`,
);
const lengths: Readonly<Record<string, number>> = {
  day: 1,
  week: 7,
  fortnight: 14,
  month: 30,
  quarter: 90,
  year: 365,
};
const joining =
  /\b(?:if|suppose|assum(?:e|ing)|pretend|imagine|after|once)\b.*?\b(?:put|enrol(?:led)?|add(?:ed)?|joins?|joined|enters?|entered|were|was|is)\b(.*)$/;

/** `what would jane get in the next 30 days?`: one lead run ahead, in virtual time. */
export const simulate: Intent = (utterance, world) => {
  const { raw, text } = utterance;
  const { vocabulary, history } = world;
  const matched = forms.map((form) => form.exec(raw)?.[1]).find((found) => found !== undefined);
  const named = /^(?:he|she|they|it|him|her|them)$/i.test(matched ?? '')
    ? nameBeside(utterance, world)
    : undefined;
  const formed = named ?? matched;
  const said =
    formed !== undefined && !/^(?:be|we|you|i)\b/i.test(formed) ? formed : leadAhead(utterance, world);
  const change = changeMeant(text, raw, history);
  if (said === undefined) return commanded.test(text) ? group(history, vocabulary.changeUrl) : undefined;
  const found = readLead(said, history);
  if ('missing' in found) {
    if (found.missing === 'pointed')
      return { say: 'I do not know which lead you mean; give an email address or a whole name.' };
    return commanded.test(text) ? group(history, vocabulary.changeUrl) : undefined;
  }
  if (change.missing) return { say: 'I do not know which change you mean; give its id.' };
  const [, before, each, bare, unitNamed] = span.exec(text) ?? [];
  const number = /^an?$/.test(before ?? '') ? undefined : (before ?? bare);
  const unit = each ?? unitNamed;
  const days =
    unit === undefined ? 30 : (number ? numberOf(number) : 1) * (lengths[unit.replace(/s$/, '')] ?? 1);
  if (days > 365 || days < 1) return { say: 'I run a lead ahead by 1 to 365 days; say a shorter time.' };
  const track = resolveTrack(joining.exec(text)?.[1] ?? '', vocabulary.tracks)?.best.id;
  const behaviour = behaviourIn(text);
  return {
    calls: [
      {
        name: 'simulate_lead',
        input: {
          lead: found.lead,
          days,
          ...(behaviour && { behaviour }),
          ...(change.id !== undefined && { change: change.id }),
          ...(track !== undefined && { enrol: track }),
        },
      },
    ],
    unread: [],
  };
};

/** `show me what she would get in the next month`, `play out 45 days for Jane Roe`. */
function leadAhead(utterance: Utterance, world: World): string | undefined {
  const { text } = utterance;
  if (!ran.test(text) && !(ahead.test(text) && span.test(text) && !/\bwhen\b/.test(text))) return undefined;
  if (/\b(?:leads|contacts|people|tracks|change)\b/.test(text)) return undefined;
  const track = trackNamed(text, world.vocabulary);
  return leadInText(utterance, world, track?.words)?.lead;
}

/** Whom a pronoun stands for that comes after their name. */
function nameBeside(utterance: Utterance, world: World): string | undefined {
  const track = trackNamed(utterance.text, world.vocabulary);
  const found = leadInText(utterance, { ...world, history: [] }, track?.words);
  return found?.lead;
}

function behaviourIn(text: string): string | undefined {
  if (
    !/\b(?:opens?|clicks?|reads?|ignores?|opened|clicked|ignored|ignoring|opening|clicking|reacts?|engages?)\b/.test(
      text,
    )
  )
    return undefined;
  if (/\b(?:nothing|none|no|not|never|without|ignor(?:es?|ed|ing))\b/.test(text)) return 'nothing';
  return /\b(?:everything|all|every|each)\b/.test(text) ? 'everything' : undefined;
}

function group(history: Parameters<Intent>[1]['history'], changeUrl: (id: string) => string) {
  const last = lastChange(history);
  return {
    say: `I run one lead ahead at a time: say for instance “what would jane@example.com get in the next 30 days?”. ${
      last
        ? `For several leads beside each other open the calendar of the change, from its page: ${changeUrl(last.id)}`
        : 'For several leads beside each other, open the calendar on the page of a change.'
    }`,
  };
}
