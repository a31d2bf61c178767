import { numberSource } from '../../slots/numbers.ts';
import type { Rewording } from './shared.ts';

const points = `(?<n>${numberSource}) ?(?:points?|pts?)?`;

/** Words that mean what the grammar has another word for. */
export const synonyms: Rewording = [
  [/\bsigned off by\b/gi, 'approved by'],
  [/\bwithin the hour\b/gi, 'within 1 hour'],
  [/\bwithin the day\b/gi, 'within 1 day'],
  [/\b(?:deserves?|merits?)\b/gi, 'should get'],
  [/\bworth more,? (?:say|like|let us say) /gi, 'worth '],
  [/\bby a tenth\b/gi, 'by 10%'],
  [/\bby a fifth\b/gi, 'by 20%'],
  [
    /\bwith an? weekly (?:max(?:imum)?|cap|limit) of (\d+|[a-z]+)(?: points)?/gi,
    ', at most $1 points a week',
  ],
  [/\bwith an? daily (?:max(?:imum)?|cap|limit) of (\d+|[a-z]+)(?: points)?/gi, ', at most $1 points a day'],
  [
    /\bwith an? monthly (?:max(?:imum)?|cap|limit) of (\d+|[a-z]+)(?: points)?/gi,
    ', at most $1 points a month',
  ],
  [/^(?:set aside|put aside|reserve) (?=.*(?:%|per ?cent))/i, 'hold out '],
  [/^(?:carve out|set aside|put together|spin up) (?=an? .*\bsegment\b)/i, 'create '],
  [
    /^(?<make>add|create|make|build|set up) an? (?:new )?(?:group|audience|bucket|cohort) (?=called|named|of|with|for|“)/i,
    '$<make> a segment ',
  ],
  [/^segment (?=for|of)/i, 'new segment '],
  [/^(?<how>turn|switch) (?<what>.+ trigger) off$/i, 'turn off $<what>'],
  [/^lose (?=(?:the |its )?(?:\w+ )?e?-?mail)/i, 'remove '],
  [/^weekends? (?:should be )?(?:off|free)\b(?:,.*)?$/i, 'no emails on weekends'],
  [/^(?:respect|observe|keep to|use|have|introduce|add) (?=quiet hours \d)/i, ''],
  [
    /^(?:add |make |i want |we want |i need |we need )?four[- ]eyes (?:on|for) (?:everything|all|all of it|every change|all changes)$/i,
    'require four eyes for all changes',
  ],
  [
    /^(?:give|allow|grant) (?:people|leads|them|everyone) (?=(?:at least|a minimum of) .* between e?-?mails$)/i,
    'leave ',
  ],
  [/(?<=days|day|hours|weeks|week) (?:of )?(?:rest|peace|quiet|silence|pause)(?= between)/i, ''],
  [
    new RegExp(
      `^(?<cap>(?:${numberSource}) (?:e?-?mails?|messages?) (?:a|per|every|each) [a-z0-9 ]+?)(?: (?:is|should be|shall be) (?:the |our )?(?:max(?:imum)?|limit|most)|,? (?:and )?(?:not|no) more|,? tops|,? max(?:imum)?)$`,
      'i',
    ),
    'at most $<cap>',
  ],
  [
    /^(?<what>[^,]+?) (?:is|are) (?:too|very|far too|way too) \w+,? (?:so )?(?<how>raise|lower|move|set|bump|increase|reduce|put|make) (?:it|that|this|them) /i,
    '$<how> $<what> ',
  ],
  [
    /^(?:in place of|instead of) (?<which>.+?),? (?:use|send|put) (?<item>[^,]+)$/i,
    'use $<item> instead of $<which>',
  ],
];

/** What happens, and what it should do. */
export const causes: Rewording = [
  [/^(?:on|upon) (?:an? |every |each |any )(?<what>[^,]+), ?/i, 'when there is a $<what>, '],
  [
    /^(?<what>[^,]+?) should (?:trigger|cause|set off|lead to|result in) (?=(?:an? )?(?:alert|notification|notice|task|ping|message))/i,
    'when there are $<what>, ',
  ],
  [
    /^(?<what>(?:an?|every|each) [^,]+?) should (?<how>put|move|enrol|notify|create|alert|tell|ping) /i,
    'when there is $<what>, $<how> ',
  ],
];

/** Points in other words for giving and taking them. */
export const valued: Rewording = [
  [
    new RegExp(`^(?:can|could) (?<what>[^,]+?) (?:be worth|get|give|score|count|earn) ${points}$`, 'i'),
    'give $<n> points for $<what>',
  ],
  [
    new RegExp(`^(?:score|rate|value|reward) (?<what>.+?) (?:with|at|as) ${points}$`, 'i'),
    'give $<n> points for $<what>',
  ],
  [new RegExp(`^put ${points} on (?<what>.+)$`, 'i'), 'give $<n> points for $<what>'],
  [
    new RegExp(`^(?:penali[sz]e|punish|fine) (?<what>.+?) (?:with|by) ${points}$`, 'i'),
    'deduct $<n> points for $<what>',
  ],
  [
    new RegExp(`^(?<what>.+?) should (?:take|knock|shave|cut) ${points} off(?: the score)?$`, 'i'),
    'deduct $<n> points for $<what>',
  ],
  [
    new RegExp(`^(?<what>.+?) should (?:take|knock|shave|cut) off ${points}$`, 'i'),
    'deduct $<n> points for $<what>',
  ],
  [
    new RegExp(
      `^(?<what>.+?) should (?:bring|push|drag|pull|take) (?:the |their )?score down by ${points}$`,
      'i',
    ),
    'deduct $<n> points for $<what>',
  ],
  [
    new RegExp(`^(?<n>${numberSource}) ?(?:points?|pts?) (?:per|on|each time for) `, 'i'),
    'give $<n> points for ',
  ],
  [/^(?<what>(?!.*\d).+?) (?:needs?|should (?:get|have|give)) (?:some )?points$/i, 'give points for $<what>'],
];
