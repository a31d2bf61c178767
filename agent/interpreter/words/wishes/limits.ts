import { nobody, type Rewording } from './shared.ts';

const time = String.raw`\d{1,2}(?::\d\d)? ?(?:[ap]\.?m\.?)?`;

const mails = '(?:(?:marketing )?(?:e-?)?mails?|messages?|e-?mailing|sending|anything|things|campaigns?)';

/** Limits of sending, whoever or whatever is their subject. */
export const limits: Rewording = [
  [/^[^,]{3,80}, (?:so|therefore|hence|thus)(?: can we| could we| please| we should| let us|,)* /i, ''],
  [/\b(\d{1,2}(?::\d\d)?) ?(?:o'?clock )?(?:in the evening|at night|in the afternoon)\b/gi, '$1 pm'],
  [/\b(\d{1,2}(?::\d\d)?) ?(?:o'?clock )?in the morning\b/gi, '$1 am'],
  [/\b([ap])\.m\./gi, '$1m'],
  [
    new RegExp(
      `\\b(?:from |between )?(?<a>\\d{1,2}(?::\\d\\d)? ?[ap]m) ?(?:to|-|–|until|till|and|through) ?(?<b>${time})(?![\\w-])`,
      'gi',
    ),
    'between $<a> and $<b>',
  ],
  [
    /\b(?:from |between )?(?<a>\d{1,2}(?::\d\d)?) ?(?:-|–) ?(?<b>\d{1,2}(?::\d\d)? ?(?:[ap]m)?)(?![\w-])(?! days?| weeks?| hours?| e?mails?)/gi,
    'between $<a> and $<b>',
  ],
  [
    new RegExp(
      `\\b(?:after|from|past) (?<a>${time}|midnight|noon) (?:or|and|nor) (?:before|until) (?<b>${time}|midnight|noon)\\b`,
      'gi',
    ),
    'between $<a> and $<b>',
  ],
  [
    new RegExp(
      `\\b(?:before|until) (?<b>${time}|midnight|noon) (?:or|and|nor) (?:after|from|past) (?<a>${time}|midnight|noon)\\b`,
      'gi',
    ),
    'between $<a> and $<b>',
  ],
  [
    /\bno (?:e?mails?|messages?|sending) (?:at night|overnight|during the night|in the night)[,:( ]+(?=between|from)/i,
    'no emails ',
  ],
  [
    /^(?:the |our )?(?:new )?quiet hours?:? (?:should be |shall be |are |= ?|go |run )?(?:from |between )?(?=\d|midnight|noon)/i,
    'set quiet hours from ',
  ],
  [
    /^(?:leads|people|contacts|everyone) (?:should|shall|must) (?:get|receive|be sent) (?:at most|no more than|a maximum of|max) /i,
    'at most ',
  ],
  [
    new RegExp(
      `^${nobody} (?:should|shall|may|must|is to|can|is allowed to)(?: be able to)?(?: ever)? (?:get|receive|be sent|have|be e?mailed|hear from us) (?=more than)`,
      'i',
    ),
    'not ',
  ],
  [
    /^(?:not|(?:never|do not|stop) (?:send|sending|e?mail|e?mailing|give|giving)(?: out)?(?: anyone| anybody| people| leads?| a lead| any lead| our leads| them)?) more than /i,
    'at most ',
  ],
  [
    /^(?:(?:e?mail|frequency|sending|send) )?(?:cap|limit|max|maximum): ?(?=\d|one|two|three|four|five)/i,
    'at most ',
  ],
  [/(?<=e?mails?|messages?) ?\/ ?(?=(?:lead|person|account|day|week|month|\d))/gi, ' per '],
  [
    /^(?:never|do not|stop) (?:send|sending)(?: anyone| anybody| people| leads?| a lead)? (?:two|2|several|multiple) (?:e?mails?|messages?) (?:to (?:the same (?:lead|person)|anyone|a lead|one lead) )?(?:within|in|inside) (?:the same )?(?<length>\S+ (?:hours?|days?|weeks?))/i,
    'leave at least $<length> between emails',
  ],
  [
    /^(?:nothing|no (?:marketing )?(?:e?mails?|messages?)) (?:should|shall|may|must|is to|are to|can|will) (?:ever )?(?:go out|be sent(?: out)?|leave|be delivered|get sent)/i,
    'no emails',
  ],
  [
    new RegExp(
      `^(?:all |our )?${mails} (?:should|shall|may|must|are to|can) (?:only |just )(?:ever )?(?:go out|be sent(?: out)?|be delivered|get sent|happen|run)(?: on)?`,
      'i',
    ),
    'only send emails on',
  ],
  [
    new RegExp(
      `^(?:all |our )?${mails} (?:should|shall|may|must|are to) (?:not|never) (?:ever )?(?:go out|be sent(?: out)?|be delivered|get sent|happen)`,
      'i',
    ),
    'no emails',
  ],
  [/^(?:send|mail|e-?mail)(?: e?mails| them| people| out)? (?:only|just) /i, 'only send emails '],
  [
    /^(?<day>[^,]{3,30}?) (?:is|should be|shall be|must be) (?:a|an?other|our) (?:public |bank )?(?:day off|holiday)(?:[,.;]? .*\b(?:no|not)\b.*)?$/i,
    'make $<day> a holiday',
  ],
  [
    /^(?<what>(?:all |every |each |any |the )?(?:(?:low|medium|high)(?:[- ]risk)? |risky )*changes?) (?:need|require|should need|should require|must have|should have|shall have|have to have)s? /i,
    'require for $<what> ',
  ],
  [
    /^(?:(?:nobody|no ?one) (?:should|may|must|can|shall)(?: be able to| be allowed to)?|people (?:should|must|may|shall) not(?: be able to| be allowed to)?|do not (?:let|allow) (?:people|anyone|anybody)(?: to)?) (?:approve|sign off(?: on)?|release) (?:their|his|her) own (?:changes|work|proposals|stuff)/i,
    'require four eyes for all changes',
  ],
];
