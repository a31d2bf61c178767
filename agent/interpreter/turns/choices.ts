import type { Asked } from '../requests.ts';
import { resolveName, tellingWords } from '../slots/names.ts';
import { createUtterance } from '../words/utterance.ts';

const agreeing =
  /^(?:(?:yes|yeah|yep|yup|sure|right|correct|exactly|ok|okay|of course|indeed|please|that one|that is (?:it|right|the one)|i (?:do|did|meant that)|do (?:so|that)|the (?:only|same) one|,)(?: |$))+$/;
const places = [
  /^(?:the |number |no |option |choice )*(?:first|1(?: ?st)?|one|former|a)(?: (?:one|option|of them|of those))?$/,
  /^(?:the |number |no |option |choice )*(?:second|2(?: ?nd)?|two|latter|b)(?: (?:one|option|of them|of those))?$/,
  /^(?:the |number |no |option |choice )*(?:third|3(?: ?rd)?|three|c)(?: (?:one|option|of them|of those))?$/,
  /^(?:the |number |no |option |choice )*(?:fourth|4(?: ?th)?|four|d)(?: (?:one|option|of them|of those))?$/,
  /^(?:the |number |no |option |choice )*(?:fifth|5(?: ?th)?|five|e)(?: (?:one|option|of them|of those))?$/,
];

/** What an answer to a question of ours chooses, of what it offered; `several` where “yes” leaves it open. */
export function chosenBy(text: string, { choices = [] }: Asked): string | 'several' | undefined {
  const said = createUtterance(text)
    .text.replace(/(?: ,)+$/, '')
    .replace(/^(?:(?:yes|yeah|ok|okay|no|i meant?|please|,) )+(?=the |number |\w)/, '')
    .replace(/(?:(?: ,)* (?:please|sorry|thanks|thank you|i mean|i meant|of course|obviously|my bad))+$/, '');
  if (choices.length === 0) return undefined;
  const whole = createUtterance(text).text.replace(/(?: ,)+$/, '');
  if (agreeing.test(whole)) return choices.length === 1 ? choices[0] : 'several';
  if (/^(?:the )?last(?: one)?$/.test(said)) return choices.at(-1);
  const place = places.findIndex((pattern) => pattern.test(said));
  if (place >= 0) return choices[place];
  const bare = said
    .replace(/ (?:one|track|sequence|campaign)$/, '')
    .replace(/^(?:i (?:mean|meant|want) )?(?:the one (?:for|about|in|on) )?/, '');
  const named = resolveName(
    bare,
    choices.map((title) => ({ id: title, title })),
  );
  const words = tellingWords(bare);
  const fits =
    named?.others.length === 0 && words.every((word) => tellingWords(named.best.title).includes(word));
  return fits ? named?.best.title : undefined;
}

/** The text with a choice in the place of words that meant nothing, wherever they stood. */
export function withInstead(text: string, instead: string, choice: string): string {
  const wrong = new Set(instead.toLowerCase().split(' '));
  let placed = false;
  const words = text.split(/(\s+)/).map((word) => {
    const bare = word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
    if (bare === '' || !wrong.has(bare)) return word;
    const said = placed ? '' : choice;
    placed = true;
    return said;
  });
  return placed ? words.join('') : `${text} , ${choice}`;
}
