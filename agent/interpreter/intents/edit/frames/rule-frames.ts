import type { Condition } from '../../../../../engine/program/condition/ast.ts';
import { parseCondition } from '../../../../../engine/program/condition/parse.ts';
import { conditionText } from '../../../../../tools/support/conditions.ts';
import type { Made } from '../../../../../tools/support/edits/made.ts';
import { addExit, setEntry, setGoal } from '../../../../../tools/support/edits/tracks.ts';
import type { Plan } from '../../../requests.ts';
import { pastedCondition, readWho, type Who } from '../../../slots/who.ts';
import { notUnderstood } from '../../../wording/say.ts';
import { ownWords } from '../../../words/own-words.ts';
import { lengthening, removing, shortening, unwanted } from '../../../words/track-verbs.ts';
import { asking, nothing } from '../frame.ts';
import { type Frame, hasWords, type Slots } from './slots.ts';

const other = 'emails?|quote\\d+ email|branch|steps?|points for|notify|task|experiment|skip';
const modal = '(?:should|shall|must|may|can|needs? to|has to|have to|ought to|is to|are to|will)';
const leads =
  '(?:a |any |every |all |the |our )?(?:leads?|people|contacts?|they|them|somebody|someone|anyone|anybody|everyone|everybody|it|those|whoever)';

/** What stands beside a condition and says only that it is one. */
const around =
  /^(?:(?:please|so|,|trackx|that|to|be|is|are|was|were|as|at|for|=|:|should|shall|must|now|will|only|in|on|of|from|with|the|its|it|track|has|have|been|becomes?|changed?|adapted|defined?|set|make|let|want|like|we|i|would|new|and|also|just|when|if|once|whenever|as soon as|after|who|whoever|use|using|take|by|needs?|wants?|gets?) )+/;

/** That it shall be another, and not which. */
const unsaid =
  /^(?:(?:please|can you|could you|we|i|for|in|,) )*(?:trackx (?:,|needs?|should (?:have|get)|deserves|must have|wants) (?:an? )?(?:different|another|new|other|better) goal|(?:we |i )?(?:need|want|would like|set|give|change)(?: trackx)? (?:an? |the |its )?(?:(?:different|another|new|other|better) )?goal(?: (?:for|of|on|to) trackx)?)(?: ,| please)*$/;

/** The goal of a track: `its goal is a meeting`, `aim it at …`, `it has done its work once …`. */
export const goalFrame: Frame = (slots) => {
  const { utterance, of } = slots;
  const cue =
    /\b(?:(?:is |be |are |has |have )?(?:considered |counted |regarded |deemed |seen |treated )?(?:as )?(?:(?:a )?success(?:ful)?|accomplished|achieved|fulfilled)|(?:reached|met|achieved) (?:its|the) (?:goal|aim|target)|(?:goals?|aims?|targets?|purpose)(?: (?:at|for|to be|to|is|of|=|should be))?|aim(?:s|ed|ing)? (?:at|for)|(?:is|are|be|counts? as|considered) (?:done|finished|over|complete)(?= (?:when|once|if|as soon as)))\b/g;
  if (!new RegExp(cue.source).test(utterance.text) || hasWords(utterance, 'experiment|branch|skip|entry'))
    return undefined;
  if (unsaid.test(utterance.text)) {
    utterance.takeAll(/[^\s·]+/);
    return asking(
      `What shall the goal of ${of.track.title} be? Say for instance “a demo request”. ${nothing}`,
    );
  }
  const rest = utterance.text
    .replace(/\b(?:a )?(?:different|another|other|new|better) (?=goal\b)/, ' ')
    .replace(/\bwhat trackx aims at\b/, ' ')
    .replace(/\b(?:so that )?(?:only |just |nothing but )(?=.* counts?\b)/, ' ')
    .replace(/(?<= )counts?\b(?: as)?(?: (?:a )?success)?/, ' ')
    .replace(/\bit (?=should|shall|must|is to|has to)/g, ' ')
    .replace(cue, ' ');
  if (hasWords(utterance, `${removing}|${unwanted}`) && !/\d|quote/.test(rest)) {
    const bare = rest.replace(new RegExp(`\\b(?:${removing}|${unwanted})\\b`, 'g'), ' ');
    const who = condition(slots, bare, undefined);
    if (who === undefined) {
      utterance.takeAll(/[^\s·]+/);
      return setGoal(of, null);
    }
  }
  return whole(slots, condition(slots, rest, undefined), ({ when }) => setGoal(of, when));
};

const enter =
  '(?:enters?|entering|joins?|joining|gets? (?:in|into|on|onto)|getting (?:in|into|on|onto)|comes? (?:in|into|on)|goes? (?:in|into)|go (?:in|into)|qualif(?:y|ies)(?: for)?|(?:be |are |is )?(?:let|admitted|allowed|accepted|taken)(?: in(?:to)?| on)?(?: to)?|start(?:s)?|be on|be in)';
const entryCue = new RegExp(
  `\\b(?:entry(?: (?:conditions?|rules?|criteri(?:a|on)|score|threshold|requirements?|bar|level|point))?|${enter}(?= trackx|$| ,| it| by| only| at| when| if| once| with| as soon| from| automatically)|(?:take|takes|accept|accepts|admit|admits|let|lets|allow|allows)(?: in)?(?= (?:only )?(?:in )?(?:leads|people|those|smb|enterprise|mid|[a-z]+ (?:leads|companies|people)))|(?:be|is|only) (?:open(?:ed)? )?(?:to|for)|(?:the )?bar(?: (?:for|of|to))?|let in|restrict(?:ed)?|limit(?:ed)?|narrow(?:ed)?|confine(?:d)?)\\b`,
  'g',
);

/** Who enters a track: `only fintech leads should get into …`, `enter at 60 points instead of 50`. */
export const entryFrame: Frame = (slots) => {
  const { utterance, of, world } = slots;
  const { text } = utterance;
  if (!new RegExp(entryCue.source).test(text)) return undefined;
  if (hasWords(utterance, `${other}|goal|exits?|leave|again|twice|off|out of|drop out|re ?enter|re ?entry`))
    return undefined;
  if (/^(?:(?:please|,) )*can\b/.test(text)) return undefined;
  const narrows =
    /\b(?:only|also|too|additionally|as well|narrow|restrict|limit|confine|require|just)\b/.test(text);
  const bar = new RegExp(
    `\\b(?:bar|lower|raise|threshold|score)\\b|\\b(?:${lengthening}|${shortening})\\b`,
  ).test(text);
  const rest = text
    .replace(entryCue, ' ')
    .replace(
      new RegExp(
        `\\b(?:${leads} (?:${modal} |can )?(?:only |also |automatically )*(?=at|with|from|when|if|once|who|trackx|$))`,
        'g',
      ),
      ' ',
    )
    .replace(
      /\b(?:only|also|too|additionally|as well|automatically|narrow|restrict|limit|confine|require[sd]?|just|lower(?:ed)?|raised?|increased?|reduced?|down|up|needed|necessary|to)\b/g,
      ' ',
    );
  const numbers = rest.match(/\b\d+\b/g) ?? [];
  const isBar =
    /\b(?:bar|lower|raise|threshold|entry score|score of entry)\b/.test(text) && numbers.length === 1;
  const compared = /\b(?:below|under|above|over|than|least|most|between|days?|weeks?)\b|[<>=]/.test(rest);
  const scored =
    isBar && !compared
      ? `score of at least ${numbers[0]}`
      : rest.replace(/\b(?:at|from) (?:an? )?score of (\d+)/, 'score of at least $1');
  return whole(slots, condition(slots, scored, 'score'), ({ when, condition: said }) => {
    const before = of.track.entry?.when;
    if (before === undefined || said === undefined) return setEntry(of, when);
    const words = ownWords(world.vocabulary);
    const had = parseCondition(before, words);
    const kept = had.op === 'and' ? had.of : [had];
    const same = (one: Condition) =>
      'field' in one && 'field' in said && one.field === said.field && one.op === said.op;
    if ((bar || narrows) && kept.some(same))
      return setEntry(of, conditionText(together(kept.map((one) => (same(one) ? said : one)))));
    return setEntry(
      of,
      narrows ? conditionText(together([...kept, ...(said.op === 'and' ? said.of : [said])])) : when,
    );
  });
};

function together(of: Condition[]): Condition {
  return of.length === 1 ? (of[0] as Condition) : { op: 'and', of };
}

const exitCue =
  /\b(?:(?:be |are |is |get |gets )?(?:taken|removed|pulled|kicked|thrown|dropped|moved) (?:off|out of|out|from)|(?:take|remove|pull|kick|throw|drop)(?=.*\b(?:off|out of|from|out)\b)|leav(?:e|es|ing)|exits?(?: condition| rule)?|drops? out(?: of)?|fall(?:s)? (?:out|off)(?: of)?|com(?:e|es) off|quits?|off|out of|out|from|ends?(?= (?:for|when|if|once|trackx))|stops?(?= (?:for|when|if|once|trackx|being on|getting))|(?:no longer|not) (?:be|stay|remain) (?:on|in)|be over(?= for)|over for)\b/g;

/** Who leaves a track early: `once they buy they should drop out of …`. */
export const exitFrame: Frame = (slots) => {
  const { utterance, of } = slots;
  const { text } = utterance;
  if (!new RegExp(exitCue.source).test(text)) return undefined;
  if (hasWords(utterance, `${other}|goal|entry|enter|day|wait|priority|rename`)) return undefined;
  if (/^(?:(?:please|,) )*can\b/.test(text)) return undefined;
  if (new RegExp(`\\b(?:${removing})\\b.*\\bexits?\\b`).test(text) && !/\badd\b/.test(text)) return undefined;
  const rest = text
    .replace(exitCue, ' ')
    .replace(
      new RegExp(
        `\\b(?:they|them|it|these|those|(?:a |the )?leads?(?= (?:${modal}|has|have|is|,|trackx|$))|(?:the )?people(?= ${modal})) ?(?:${modal})?`,
        'g',
      ),
      ' ',
    )
    .replace(
      new RegExp(`\\b${modal}\\b|\\badd (?:an?|another)?\\b|\\b(?:an?|the) (?=(?:for|when|if)\\b)`, 'g'),
      ' ',
    )
    .replace(/\bto trackx /g, ' ');
  return whole(slots, condition(slots, rest, undefined), ({ when, name }) => addExit(of, name, when));
};

type Said = Who & { when: string };

/** What holds of leads, said of one of them or as something that comes to be. */
const ofOne: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:somebody|someone|anybody|anyone|everybody|everyone|(?:a|the|any|every) (?:lead|person|contact)|whoever|one of them)\b/g,
    'they',
  ],
  [
    /\b(?<=they )(request|book|click|download|visit|open|register|attend|schedule|unsubscribe|submit|complete|use|share|subscribe|bounce)s\b/g,
    '$1',
  ],
  [/\b(?<=they )replies\b/g, 'reply'],
  [
    /\b(?:drops?|falls?|sinks?|goes|gets|is|are|comes?|dips?|went|fell|dropped) (?=(?:to )?(?:below|under|beneath|less than))/g,
    '',
  ],
  [
    /\b(?:rises?|climbs?|goes|gets|is|are|comes?|grows?|reaches|hits?|exceeds|passes) (?=(?:to )?(?:above|over|more than|at least|past))/g,
    '',
  ],
  [/\b(?:score (?:of )?)?(?:reach(?:es|ed)?|hits?) (?=\d+)/g, 'score of at least '],
  [
    /\b(?:became|become|becomes|turned into|turn into|are now|is now) (?:a |our )?(?:paying )?customers?\b/g,
    'are customers',
  ],
  [
    /\b(?:buys?|bought|purchase[sd]?|signs?(?: a contract)?|signed|(?:a )?deal (?:is|was|has been) won|closes? a deal)\b/g,
    'deal won',
  ],
];

/** What a part of the text says about leads; a plan where it cannot be said. */
function condition(
  { utterance, world }: Slots,
  said: string,
  unit: 'score' | undefined,
): Said | Plan | undefined {
  const pasted = pastedCondition(utterance.raw, world.vocabulary, false);
  if (pasted !== undefined)
    return {
      when: pasted,
      condition: parseCondition(pasted, ownWords(world.vocabulary)),
      left: [],
      notes: [],
      name: 'condition',
    };
  const bare = said
    .replace(/(?:trackx|[,:])/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(around, '')
    .replace(/\b(?:an?|one|1) (?=(?:scheduled|booked|won|demo|meeting|reply|click|download))/g, 'a ');
  const plain = ofOne.reduce((text, [pattern, to]) => text.replace(pattern, to), bare);
  const meant =
    unit === 'score' ? plain.replace(/\b(\d+)(?! (?:points?|days?|weeks?))$/, '$1 points') : plain;
  const who = readWho(meant, utterance.quotes, world.vocabulary);
  if (who.when === undefined) return undefined;
  const left = who.left.filter((word) => !/^(?:please|pls|successful|considered|track|becomes?)$/.test(word));
  return left.length > 0 ? notUnderstood(left, 'proposed that') : ({ ...who, left: [] } as unknown as Said);
}

function whole(
  { utterance }: Slots,
  said: Said | Plan | undefined,
  make: (who: Said) => Made,
): Made | Plan | undefined {
  if (said === undefined || 'say' in said || 'calls' in said) return said;
  utterance.takeAll(/[^\s·]+/);
  const made = make(said);
  return 'problem' in made || said.notes.length === 0
    ? made
    : { ...made, notes: [...(made.notes ?? []), ...said.notes] };
}
