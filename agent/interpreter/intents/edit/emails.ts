import {
  addEmail,
  type EmailPlace,
  sendInstead,
  takeEmailOut,
} from '../../../../tools/support/edits/emails.ts';
import type { TrackOf } from '../../../../tools/support/edits/made.ts';
import { emailSteps } from '../../../../tools/support/email-step.ts';
import type { Plan } from '../../requests.ts';
import { takeEmailNumbers } from '../../slots/email-number.ts';
import { readItem } from '../../slots/item.ts';
import { numberOf, numberSource } from '../../slots/numbers.ts';
import { phraseSource } from '../../slots/phrase.ts';
import type { Utterance } from '../../words/utterance.ts';
import { asking, editIntent, isPlan, nothing, takeTrack, takeVerb } from './frame.ts';

const anEmail = /\b(?:e?mails?|message)\b/;
const taking = 'take|remove|drop|delete|cut|leave out|get rid of|kill|skip|strip|ditch';

/** `take email 3 out of the SMB fast track`. */
export const takeOut = editIntent(taking, anEmail, (reading) => {
  const { utterance } = reading;
  if (utterance.has(/\b(?:goal|exit|wait|day \d|points?|time|weekday|hours?|experiment|test)\b/))
    return undefined;
  const numbers = takeEmailNumbers(utterance);
  if (numbers.length === 0) return undefined;
  if (!takeVerb(utterance, taking)) return undefined;
  utterance.takeAll(/\b(?:away|out|altogether|completely|entirely)\b/);
  const of = takeTrack(reading);
  if (isPlan(of)) return of;
  const [number, ...others] = numbers.map((one) => placeOf(of, one));
  if (others.length > 0)
    return { problem: 'Say one email at a time: with each that goes the others get other numbers.' };
  return takeEmailOut(of, number as number);
});

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];

const replacing = 'replace|swap|switch|change|use|send|make|set|exchange|substitute|put|have|let';

/** `replace email 3 of the SMB fast track with the ROI guide`, `use “The ROI guide” as email 3`. */
export const replaceContent = editIntent(replacing, anEmail, (reading) => {
  const { utterance, world } = reading;
  if (utterance.has(/\btests?\b|\bsubject\b|\bexperiment\b|\btry\b|\bto me\b|\bdays?\b/)) return undefined;
  const with_ = new RegExp(
    String.raw`\b(?:with|by|to(?: be| send)?|sends?|for|becomes?) (?:the |our |a |an )?(?<item>quote\d+|${phraseSource('of|in|on|for|from|track|instead|e?mails?')})(?= (?:in|on|of|from) (?:the |our )?\S+|(?: instead)?(?: ,|$)| instead)`,
  );
  const as = new RegExp(
    String.raw`\b(?:use|put|send|have|with) (?:the |our |a |an )?(?<item>quote\d+|${phraseSource('of|on|from|track|instead|e?mails?')}) (?:as|for|in|into|at|instead of|in place of) (?=(?:the )?(?:\w+ )?(?:e?mail|\u00b7))`,
  );
  const probe = utterance.fresh();
  const numbers = takeEmailNumbers(probe);
  if (numbers.length !== 1) return undefined;
  const found = probe.take(as) ?? probe.take(with_);
  const said = found?.groups?.item?.trim();
  if (said === undefined) {
    if (
      utterance.has(/\b(?:replace|substitute)\b/) ||
      utterance.has(/\b(?:change|switch|swap) the content\b/)
    ) {
      takeEmailNumbers(utterance);
      return asking(
        `With which item of the library? Say its title, such as “replace email 3 of the SMB fast track with “…””. ${nothing}`,
      );
    }
    return undefined;
  }
  const item = readItem(said, utterance.quotes, world.vocabulary);
  const sure =
    utterance.has(/\b(?:replace|substitute|instead|content)\b/) || /^quote\d+$/.test(said) || 'item' in item;
  if (!sure) return undefined;
  takeEmailNumbers(utterance);
  utterance.take(
    new RegExp(
      `\\b(?:with|by|to(?: be| send)?|for|as|sends?|use|send|becomes?)?(?: the| our| an?)? ?${said.replace(/[^\p{L}\p{N} ]/gu, '.')}(?: (?:as|for|in|into|at|instead of|in place of))?`,
    ),
  );
  utterance.takeAll(/\b(?:content|instead of|instead|in place of|what|item)\b/);
  takeVerb(utterance, replacing);
  if (!('item' in item)) return item;
  const of = takeTrack(reading);
  return isPlan(of) ? of : sendInstead(of, placeOf(of, numbers[0] as number), item.item);
});

const adding = 'add|insert|include|put|append|place|attach|squeeze in|slip';

/** `add the ROI guide after email 3 of the SMB fast track`, `add an email with “…” on day 9`. */
export const addAnEmail = editIntent(
  adding,
  /\b(?:e?mails?|day \d+|end|start|beginning|last)\b/,
  (reading) => {
    const { utterance, world } = reading;
    if (
      utterance.has(
        /\b(?:points?|tests?|task|notify|notification|branch|exit|goal|wait|segment|trigger|experiment|score|rule|tag)\b|\bleads? (?:on|to|in)\b|\bto me\b/,
      )
    )
      return undefined;
    if (/@/.test(utterance.raw)) return undefined;
    const place = takePlace(utterance);
    const text = utterance.text;
    const isNew = /\b(?:an?|another|one more|new|additional|extra) (?:\w+ ){0,3}?e?mail\b/.test(text);
    const said = itemSaid(utterance);
    if (place === undefined && !isNew) return undefined;
    if (said === undefined && !isNew) return undefined;
    if (said === undefined) {
      const of = takeTrack(reading);
      if (isPlan(of)) return of;
      return asking(
        `What shall the new email of ${of.track.title} send? Say the title of an item of the library. ${nothing}`,
      );
    }
    const item = readItem(said, utterance.quotes, world.vocabulary);
    if (!('item' in item)) return isNew || /^quote/.test(said) ? item : undefined;
    takeVerb(utterance, adding);
    utterance.takeAll(/\b(?:an?|another|one more|new|additional|extra|sending|sends|that|which|with|as)\b/);
    const of = takeTrack(reading);
    if (isPlan(of)) return of;
    const last = emailSteps(of.track).length;
    const at: EmailPlace =
      place === undefined || place === 'end'
        ? { after: last }
        : 'after' in place && place.after < 0
          ? { after: last }
          : place;
    return addEmail(of, item.item, 'after' in at ? { after: Math.max(0, at.after) } : at);
  },
);

function takePlace(utterance: Utterance): EmailPlace | 'end' | undefined {
  const day = utterance.take(/\b(?:on |at |for )?(?:the )?day (\d+)\b/)?.[1];
  if (day !== undefined) return { day: Number(day) };
  const number = `(?:the )?(?:e?mail (?:number |no )?(?<n>${numberSource})|(?<o>first|second|third|fourth|fifth|last) (?:e?mail|one))`;
  const between = utterance.take(
    new RegExp(
      `\\b(?:in )?between (?:the )?(?:e?mails? )?(?<a>${numberSource}) and (?:e?mail )?(?:${numberSource})\\b`,
    ),
  );
  if (between) return { after: numberOf(between.groups?.a as string) };
  const beside = utterance.take(
    new RegExp(`\\b(?:right |directly |straight )?(?<where>after|before|behind|following) ${number}`),
  );
  if (beside) {
    const { where, n, o } = beside.groups ?? {};
    if (o === 'last' && where !== 'before') return 'end';
    const at = n === undefined ? ordinals.indexOf(o as string) + 1 : numberOf(n);
    return { after: where === 'before' ? at - 1 : at };
  }
  if (utterance.take(/\b(?:at|to) the (?:very )?end(?: of)?\b|\bas (?:the )?last(?: e?mail)?\b|\blast\b/))
    return 'end';
  return undefined;
}

/** What stands for the item, between what asks for it and where it goes. */
function itemSaid(utterance: Utterance): string | undefined {
  const stop = '(?= (?:\u00b7|to|on|in|of|at|after|before|for|as|into|from)\\b| \u00b7|(?: ,)|$)';
  const phrase = `(?:the |our |an? )?(?<item>quote\\d+|${phraseSource('to|on|in|of|at|after|before|e?mails?|track')})`;
  const match =
    utterance.take(
      new RegExp(`\\b(?:e?mail )(?:with|sending|that sends|about|for|on|using|of) ${phrase}${stop}`),
    ) ??
    utterance.take(
      /\b(?:an?|another|one more|new|extra) (?<item>(?!new|extra|more)(?:[a-z0-9]+ ){1,3}?)e?mail\b/,
    ) ??
    (utterance.has(
      /\b(?:add|insert|include|put|append|place|attach) (?:an?|another|one more)(?: new| extra| additional)? (?:e?mail|message)\b/,
    )
      ? undefined
      : utterance.take(
          new RegExp(`\\b(?:add|insert|include|put|append|place|attach|squeeze in|slip) ${phrase}${stop}`),
        ));
  const said = match?.groups?.item?.trim();
  return said && !/^(?:new|extra|more|additional)$/.test(said) ? said : undefined;
}

/** A subject belongs to the item that is sent, which people change in the library. */
export const changeSubject = editIntent(
  'change|set|make|edit|rewrite|update|use|replace',
  /\bsubject(?: lines?)?\b/,
  ({ utterance }): Plan | undefined =>
    utterance.has(/\b(?:test|try|experiment|leads|need)\b/)
      ? undefined
      : {
          say: `The subject stands in the item that the email sends, and a change of the item is a new version that somebody approves: say “draft email 3 of the SMB fast track again” for a new draft, or edit the item in the library. ${nothing}`,
        },
);

function placeOf(of: TrackOf, number: number): number {
  return number === -1 ? emailSteps(of.track).length : number;
}
