import type { Intent } from '../requests.ts';
import { isKnownWord } from '../words/spelling.ts';
import { wishesFor } from './edit/frames/mood.ts';
import { trackNamedIn } from './edit/frames/track-named.ts';

const cue =
  /\b(?:put|place|plac|move|get|start|enrol|enroll|add|sign|send|switch|assign|include|insert|register|let|give|should|shall|must|wants?|needs?|would like|onto|into|on|to|join|joins)\b/;
/** It is of more people than are named, of a part of the track, or hangs on something. */
const otherwise =
  /\b(?:if|unless|when|whenever|once|after|before|until|tomorrow|later|next|not|never|leads? (?:who|with|in|from)|all|everyone|everybody|segments?|emails?|mails?|goal|exits?|entry|points?|score|scoring|trigger|rename|title|call|name|copy|for|halt|stop|pause|off|out of|remove|leave|from|days?|weeks?|test|simulate|draft|experiment|notify|task|why|what|how|who|is|are|was|did)\b/;
const filler =
  /^(?:please|pls|put|place|move|get|gets|getting|start|starts|enrol|enroll|enrolled|add|added|sign|signed|up|send|switch|assign|include|insert|register|let|give|given|should|shall|must|be|go|going|goes|onto|into|on|to|in|the|a|and|also|can|could|you|we|i|want|wants|would|like|need|needs|them|him|her|there|it|now|join|joins|today|ok|okay|hi|hey|thanks|lead|leads|track|both|too|have|receive|kindly|just|straight|right|away|trackx|asap|both)$/;
const address = /[^\s<>"“”,;:()]+@[^\s<>"“”,;:()?!]+\.[a-z]{2,}/gi;
const personal = /^\p{L}[\p{L}'’.-]*$/u;

/** `Diego Rao should be on the SMB decision track`, `zoe patel to the consultation offer`: leads by name, onto a track. */
export const enrolNamed: Intent = ({ text, raw }, { vocabulary }) => {
  const span = trackNamedIn(text, vocabulary);
  if (span?.tracks.length !== 1 || !cue.test(text) || /["“]/.test(raw)) return undefined;
  if (!wishesFor(text, raw)) return undefined;
  const rest = text.replace(span.said, ' trackx ');
  if (otherwise.test(rest.replace(/\b(?:sign|signed) \S+(?: \S+){1,3} up for\b|\bup for\b/, ' ')))
    return undefined;
  const addresses = raw.match(address) ?? [];
  const bare = raw.replace(address, ' , ').replace(
    new RegExp(
      span.said
        .replace(/^(?:the|our|that|this) /, '')
        .split(' ')
        .join('[\\s-]+'),
      'i',
    ),
    ' , ',
  );
  const names: string[] = [];
  for (const part of bare.split(/[,.;:?!\n]| and | & /i)) {
    const words = part
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    const said = words.filter((word) => !filler.test(word.toLowerCase().replace(/['’]d$|^i['’]d$/, 'would')));
    if (said.length === 0 || /^for$/i.test(said.join(' '))) continue;
    const name = said.filter((word) => word.toLowerCase() !== 'for');
    const isName =
      name.length >= 2 &&
      name.length <= 3 &&
      name.every((word) => personal.test(word) && !isKnownWord(word.toLowerCase(), vocabulary));
    if (!isName || !part.includes(name.join(' '))) return undefined;
    names.push(
      name.every((word) => word === word.toLowerCase()) ? name.map(capital).join(' ') : name.join(' '),
    );
  }
  const place = (lead: string) => raw.toLowerCase().indexOf(lead.toLowerCase());
  const leads = [...names, ...addresses].sort((a, b) => place(a) - place(b));
  if (leads.length === 0) return undefined;
  const enrol = { track: span.tracks[0]?.id as string, leads };
  return { calls: [{ name: 'propose_change', input: { enrol } }], unread: [] };
};

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
