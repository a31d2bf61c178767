import type { Intent, Plan } from '../requests.ts';
import { leadInText } from '../slots/lead-in-text.ts';
import { lastLead } from '../turns/remembered.ts';
import { isKnownWord } from '../words/spelling.ts';
import { wishesFor } from './edit/frames/mood.ts';
import { trackNamedIn } from './edit/frames/track-named.ts';

const cue =
  /\b(?:put|place|plac|move|get|start|enrol|enroll|add|sign|send|switch|assign|include|insert|register|let|give|should|shall|must|wants?|needs?|would like|onto|into|on|to|join|joins)\b/;
/** It is of more people than are named, of a part of the track, or hangs on something. */
const otherwise =
  /\b(?:if|unless|when|whenever|once|after|before|until|tomorrow|later|next|not|never|leads? (?:who|with|in|from)|all|everyone|everybody|segments?|emails?|mails?|goal|exits?|entry|points?|score|scoring|trigger|rename|title|call|name|copy|for|halt|stop|pause|off|out of|remove|leave|from|days?|weeks?|test|simulate|draft|experiment|notify|task|why|what|how|who|is|are|was|did)\b/;
const arrow = /-+>|=+>|→|>>?/;
const placing =
  /\b(?:put|place|move|get|start|enroll?|add|sign|send|switch|assign|include|register|let|have) (?:him|her|them|this (?:lead|person)|that (?:lead|person)|the lead)\b/;
const filler =
  /^(?:let's|lets|us|over|belongs?|best|could|off|we|please|pls|put|place|move|get|gets|getting|start|starts|enrol|enroll|enrolled|add|added|sign|signed|up|send|switch|assign|include|insert|register|let|give|given|should|shall|must|be|go|going|goes|onto|into|on|to|in|the|a|and|also|can|could|you|we|i|want|wants|would|like|need|needs|them|him|her|there|it|now|join|joins|today|ok|okay|hi|hey|thanks|lead|leads|track|both|too|have|receive|kindly|just|straight|right|away|trackx|asap|both)$/;
const pronoun = /\b(?:him|her|them|he|she|they)\b/i;
const address = /[^\s<>"“”,;:()]+@[^\s<>"“”,;:()?!]+\.[a-z]{2,}/gi;
const personal = /^\p{L}[\p{L}'’.-]*$/u;

/** `Diego Rao should be on the SMB decision track`, `zoe patel to the consultation offer`: leads by name, onto a track. */
export const enrolNamed: Intent = (utterance, world) => {
  const { text, raw } = utterance;
  const { vocabulary } = world;
  const span = trackNamedIn(text, vocabulary);
  if (span?.tracks.length !== 1 || /["“]/.test(raw) || !(cue.test(text) || arrow.test(raw))) return undefined;
  const spokenOf = pointed(text, raw) && leadInText(utterance, { ...world, history: [] });
  if (spokenOf && !pronoun.test(spokenOf.lead)) return put([spokenOf.lead], span.tracks[0]?.id as string);
  if (spokenOf) {
    const last = lastLead(world.history);
    return last === undefined ? undefined : put([last], span.tracks[0]?.id as string);
  }
  if (!wishesFor(text, raw)) return undefined;
  const rest = text.replace(span.said, ' trackx ');
  if (otherwise.test(rest.replace(/\b(?:sign|signed) \S+(?: \S+){1,3} up for\b|\bup for\b/, ' ')))
    return undefined;
  const addresses = raw.match(address) ?? [];
  const bare = raw
    .replace(address, ' , ')
    .replace(new RegExp(arrow, 'g'), ' , ')
    .replace(
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
  for (const part of bare.split(/[,.;:?!\n+]| and | & | n | plus /i)) {
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
  return put(leads, span.tracks[0]?.id as string);
};

function put(leads: readonly string[], track: string): Plan {
  return { calls: [{ name: 'propose_change', input: { enrol: { track, leads } } }], unread: [] };
}

/** `Omar Jansen is a good fit for the track, please sign him up`: whoever is named before is meant. */
function pointed(text: string, raw: string): boolean {
  if (raw.includes('?') && !/\b(?:can|could|would|will) (?:you|we)\b/.test(text)) return false;
  return (
    text.split(' , ').some((clause) => placing.test(clause) && wishesFor(clause, clause)) &&
    !/\b(?:if|unless|when|whenever|once|after|before|until|till|not|never|only|except|but|or|tomorrow|later|next|off|remove|instead|emails?|trigger|points?|why|who|all|everyone)\b/.test(
      text,
    )
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
