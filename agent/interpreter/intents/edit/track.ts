import type { Condition } from '../../../../engine/program/condition/ast.ts';
import { parseCondition } from '../../../../engine/program/condition/parse.ts';
import { conditionText } from '../../../../tools/support/conditions.ts';
import type { Made, TrackOf } from '../../../../tools/support/edits/made.ts';
import {
  addExit,
  copyTrack,
  removeExit,
  renameTrack,
  setTrackFields,
} from '../../../../tools/support/edits/tracks.ts';
import type { Plan } from '../../requests.ts';
import { tellingWords } from '../../slots/names.ts';
import { numberOf, numberSource } from '../../slots/numbers.ts';
import { pastedCondition, readWho, type Who } from '../../slots/who.ts';
import { notUnderstood } from '../../wording/say.ts';
import { ownWords } from '../../words/own-words.ts';
import { asking, editIntent, isPlan, nothing, type Reading, takeTrack, takeVerb } from './frame.ts';

const setting =
  'set|change|make|update|edit|replace|define|use|let|allow|have|add|narrow|widen|restrict|limit|open|switch';
const taking = 'remove|delete|drop|take away|clear|unset|take out|take off|take|get rid of';

/** Reads who is meant and makes the edit of it, or says what of it was not understood. */
function withWho(
  reading: Reading,
  said: string,
  make: (of: TrackOf, when: string, who: Who) => Made,
): Made | Plan {
  const { utterance, world } = reading;
  const pasted = pastedCondition(utterance.raw, world.vocabulary, false);
  const who = readWho(said, utterance.quotes, world.vocabulary);
  if (pasted === undefined && (who.when === undefined || who.left.length > 0))
    return who.left.length > 0
      ? notUnderstood(who.left, 'proposed that')
      : asking(
          `Which leads, or what must have happened? Say it such as “SMB leads with a score above 50”. ${nothing}`,
        );
  const of = takeTrack(reading);
  if (isPlan(of)) return of;
  const made = make(of, pasted ?? (who.when as string), who);
  return 'edits' in made && who.notes.length > 0 && pasted === undefined
    ? { ...made, notes: [...(made.notes ?? []), ...who.notes] }
    : made;
}

const exitForms = [
  /^(?:please |, )*(?<who>[^,]+?) (?:should|shall|must|have to|need to) (?:leave|exit|drop out of|come off|quit|be taken off|be removed from) (?!.*\b(?:when|if|once)\b)/,
  /\b(?:leave|exit|drop out of|come off|quit|fall off)\b .*?\b(?:when|if|once|as soon as|after)\b (?<who>.+)$/,
  /\b(?:take|remove|drop|pull|kick|get)\b (?<who>.+?) (?:off|out of|from) (?=.*\b(?:track|sequence|campaign)\b)/,
  /\b(?:take|remove|drop|pull) (?:leads|them|people|anyone|everyone) (?:off|out of|from) .*?\b(?:when|if|once|who|as soon as)\b (?<who>.+)$/,
  /\bexit\b.*? (?:for|when|if|once|=|to be) (?<who>.+)$/,
  /\bend\b .*? (?:for|when|if|once) (?<who>.+)$/,
];

/** `leads should leave the SMB fast track when they unsubscribe`, `add an exit for customers to …`. */
export const editExits = editIntent(
  `${setting}|${taking}|end|stop|pull|kick`,
  /\b(?:leave|exits?|off|out of|end|removed from)\b/,
  (reading) => {
    const { utterance, program } = reading;
    if (
      utterance.has(/\b(?:e?mails?|branch|step|entry|goal|points?|trigger|test|experiment)\b/) &&
      !utterance.has(/\bexits?\b/)
    )
      return undefined;
    const named =
      /\b(?:remove|delete|drop|take (?:away|out)) (?:the |its )?(?:exit (?:for |of |called |on )?(?<a>[a-z ]+?)|(?<b>[a-z]+) exit) (?:from|of|on|in) /.exec(
        utterance.text,
      );
    if (named) {
      const said = named.groups?.a ?? named.groups?.b ?? '';
      utterance.take(literally(named[0].trim()));
      const of = takeTrack(reading);
      if (isPlan(of)) return of;
      const exits = Object.keys(program.tracks[of.id]?.exits ?? {});
      const [exit] = exits.filter((id) =>
        tellingWords(said).some((word) => id.includes(word.replace(/s$/, ''))),
      );
      return exit
        ? removeExit(of, exit)
        : { problem: `${of.track.title} has no such exit; it has ${exits.join(', ') || 'none'}.` };
    }
    for (const form of exitForms) {
      const who = form.exec(utterance.text)?.groups?.who;
      if (
        who === undefined ||
        (/^(?:them|leads|people|it|anyone|everyone)$/.test(who) && form !== exitForms[0])
      )
        continue;
      const track =
        / (?:to|on|of|from) (?:the |our )?((?:\S+ ){1,5}(?:track|sequence|campaign))$/.exec(who)?.[0] ?? '';
      const condition = track ? who.slice(0, -track.length) : who;
      utterance.take(literally(condition));
      utterance.takeAll(
        /\b(?:be taken|be removed from|leave|exits?|drop out of|come off|quit|off|out of|end|when|if|once|as soon as|after|who|an?|them|leads|people|anyone|everyone|pull|kick|stop)\b|=/,
      );
      takeVerb(utterance, `${setting}|${taking}`);
      return withWho(reading, condition, (of, when, { name }) => addExit(of, name, when));
    }
    return undefined;
  },
);

/** `rename the SMB fast track to “Quick start”`. */
export const rename = editIntent(
  'rename|call|retitle|change|set|make',
  /\b(?:rename|retitle|call|title|name)\b/,
  (reading) => {
    const { utterance } = reading;
    if (utterance.has(/\b(?:segment|trigger|rule|threshold|experiment|e?mails?)\b/)) return undefined;
    const title = newTitle(utterance);
    if (title === undefined) return undefined;
    utterance.takeAll(/\b(?:title|name|called)\b/);
    takeVerb(utterance, 'rename|retitle|call');
    const of = takeTrack(reading);
    return isPlan(of) ? of : renameTrack(of, title);
  },
);

/** What stands behind “to”, as it was written; takes it. */
export function newTitle(utterance: Reading['utterance']): string | undefined {
  const quote = utterance.take(/\b(?:to |as |into )?quote(\d+)(?= ?,?$)/)?.[1];
  if (quote !== undefined) return utterance.quotes[Number(quote)];
  const words = utterance.take(/\b(?:to|into) (?!quote)([^,]+)$/)?.[1];
  if (words === undefined) return undefined;
  const at = utterance.raw.toLowerCase().lastIndexOf(words.split(' ')[0] ?? words);
  return at < 0 ? words : utterance.raw.slice(at).replace(/[.!\s]+$/, '');
}

/** `copy the SMB fast track for mid-market leads`. */
export const copy = editIntent(
  'copy|duplicate|clone|replicate|make|create|build|add',
  /\b(?:copy|copies|duplicate|clone|replicate|same track)\b/,
  (reading) => {
    const { utterance, world, program } = reading;
    const quote = utterance.take(
      /\b(?:and )?(?:(?:call|name|title) it|called|named|titled|as|with the (?:title|name)) quote(\d+)/,
    )?.[1];
    const shared =
      / so (?:that )?(?<who>(?:(?! get| receive| see| have).)+?) (?:also |too )?(?:get|receive|see|have)s?(?: (?:also|too))? (?:the same|these|those|its|that)(?: (?:very )?(?:e ?mails?|mails?|messages?|content|treatment|thing|track|steps))?(?: ,|$)/.exec(
        ` ${utterance.text}`,
      );
    if (shared) utterance.take(literally(shared[0].trim().replace(/ ,$/, '')));
    const said =
      shared?.groups?.who ??
      / (?:for|to) (?<who>(?:(?! called| named| quote| name it| call it| title it).)+?)(?: ,|$| called| named| titled| (?:and )?(?:call|name|title) it| as quote)/.exec(
        ` ${utterance.text}`,
      )?.groups?.who;
    if (said === undefined) {
      utterance.takeAll(/\b(?:copy|duplicate|clone|replicate|of|make|create)\b/);
      return asking(
        `Whom is the copy for? Say for instance “copy the SMB fast track for mid-market leads”. ${nothing}`,
      );
    }
    const who = readWho(said, utterance.quotes, world.vocabulary);
    utterance.take(literally(said));
    utterance.takeAll(/\b(?:an?|copy|duplicate|clone|replicate|same|of|make|create|build|add)\b/);
    if (who.when === undefined || who.left.length > 0)
      return notUnderstood(who.left.length > 0 ? who.left : [said], 'proposed a copy');
    const of = takeTrack(reading);
    if (isPlan(of)) return of;
    const title =
      quote === undefined
        ? titleFor(of.track.title, said, world)
        : (utterance.quotes[Number(quote)] as string);
    const entry = entryFor(of, who.condition as Condition, reading);
    const made = copyTrack(program, of, { title, entry });
    return 'problem' in made ? made : { ...made, notes: [...(made.notes ?? []), ...who.notes] };
  },
);

/** The entry of the original with what names other leads of the same kind in the place of what it named. */
function entryFor({ track }: TrackOf, condition: Condition, { world, program }: Reading): string {
  if (!track.entry) return conditionText(condition);
  const words = ownWords(world.vocabulary);
  const before = parseCondition(track.entry.when, words);
  const fieldsOf = (one: Condition): string[] =>
    one.op === 'segment'
      ? fieldsOf(parseCondition(program.segments[one.id]?.when ?? 'lead_score >= 0', words))
      : 'of' in one && Array.isArray(one.of)
        ? (one.of as Condition[]).flatMap(fieldsOf)
        : 'field' in one
          ? [String(one.field)]
          : [];
  const named = new Set(fieldsOf(condition));
  const members = before.op === 'and' ? before.of : [before];
  const kept = members.filter((one) => !fieldsOf(one).some((field) => named.has(field)));
  const added = condition.op === 'and' ? condition.of : [condition];
  const of = [...added, ...kept];
  return conditionText(of.length === 1 ? (of[0] as Condition) : { op: 'and', of });
}

function titleFor(title: string, said: string, { vocabulary }: Reading['world']): string {
  const name = said
    .replace(/\b(?:leads?|contacts?|prospects?|people|our|the|companies|customers)\b/g, '')
    .replace(/\s+/g, ' ')
    .replace(/mid market/, 'Mid-market')
    .replace(/\bsmb\b/, 'SMB')
    .trim();
  const shown =
    vocabulary.segments.find(
      (one) => one.title.toLowerCase() === name || one.id === name.replaceAll(' ', '-'),
    )?.title ?? name.replace(/^./, (first) => first.toUpperCase());
  const sizes = /\b(?:SMB|Enterprise|Mid-market)\b/i;
  return sizes.test(title) && sizes.test(shown) ? title.replace(sizes, shown) : `${title} for ${shown}`;
}

/** `set the priority of the SMB fast track to 80`, its objective to “…”. */
export const editTrackFields = editIntent(setting, /\b(?:priority|objective)\b/, (reading) => {
  const { utterance } = reading;
  if (utterance.has(/\b(?:e?mails?|draft|points?)\b/)) return undefined;
  const priority = utterance.take(new RegExp(`\\bpriority\\b(?=.* (?:to|=|be) (${numberSource}))`))?.[1];
  const of = () => {
    takeVerb(utterance, setting);
    return takeTrack(reading);
  };
  if (priority !== undefined) {
    utterance.take(new RegExp(`\\b(?:to |= )?${priority}\\b`));
    const track = of();
    return isPlan(track)
      ? track
      : setTrackFields(track, { priority: numberOf(priority) }, `its priority is ${priority}`);
  }
  const objective = utterance.take(/\bobjective\b(?=.* quote(\d+))/)?.[1];
  if (objective !== undefined) {
    utterance.take(/\b(?:to |is |= |be )?quote\d+/);
    const words = utterance.quotes[Number(objective)] as string;
    const track = of();
    return isPlan(track) ? track : setTrackFields(track, { objective: words }, `its objective is “${words}”`);
  }
  return undefined;
});

/** A pattern for words as they stand. */
function literally(words: string): RegExp {
  return new RegExp(words.trim().replace(/[^\p{L}\p{N} ]/gu, '.'), 'u');
}
