import { nobody, type Rewording } from './shared.ts';

const ofName = '(?!(?:for|of|in|on|from|to|with|and|or|who|leads|after|before)\\b)[a-z0-9“”-]+';

const track = `(?:the |our )?${ofName}(?: ${ofName}){0,5}? (?:track|sequence|campaign|nurture|flow|drip)`;

const email =
  '(?:the |its )?(?:e-?mail (?:number |no\\.? ?|#)?(?:\\d+|one|two|three|four|five|six)|(?:first|second|third|fourth|fifth|sixth|last|final|\\d+(?:st|nd|rd|th)) (?:e-?mail|message|mail))';

const ofTrack = `(?: (?:of|in|on|from) ${track})?`;

/** Edits of a track that are said of the thing that is edited. */
export const edited: Rewording = [
  [/\bquarter past (\d{1,2})\b/gi, '$1:15'],
  [/(?<=days?) (?:mornings?|afternoons?)(?= at\b)/gi, ''],
  [
    new RegExp(
      `^(?:can|could|may) (?<what>(?:all (?:of )?)?(?:the |our |its )?(?:${email}|e?-?mails?\\b|wait|gap|${track})[^?]*?) (?<how>go|be|come|swap|get|leave|arrive|run|start|have|send)\\b`,
      'i',
    ),
    '$<what> should $<how>',
  ],
  [new RegExp(`^(?<t>${track}),? ?: ?`, 'i'), 'on $<t>, '],
  [
    new RegExp(
      `^(?:please )?(?:slow|speed) (?<t>${track}) (?:down|up) to (?:one|an) (?:e?-?mail|message) (?:a|an|per|every|each) (?<every>[^,]+)$`,
      'i',
    ),
    'send an email every $<every> on $<t>',
  ],
  [
    new RegExp(
      `^(?<e>${email})(?<t>${ofTrack}) (?:should|shall|must|can|needs to|has to) (?:be (?:taken out|removed|dropped|deleted|cut|scrapped|binned|left out|thrown out|killed)|go(?: away)?|disappear|be gone)$`,
      'i',
    ),
    'remove $<e>$<t>',
  ],
  [
    new RegExp(
      `^(?<t>${track}) (?:does not|no longer) (?:need|needs|require) (?<e>${email})(?:,.*\\b(?:remove|drop|delete|take)\\b.*)?$`,
      'i',
    ),
    'remove $<e> of $<t>',
  ],
  [
    new RegExp(
      `^(?<t>${track}) (?:should|shall|must|can) (?:lose|drop|do without|go without) (?<e>${email})$`,
      'i',
    ),
    'remove $<e> of $<t>',
  ],
  [
    new RegExp(
      `^(?<a>${email}) and (?<b>(?:e-?mail )?(?:\\d+|${email}))(?<t>${ofTrack}) (?:should|shall|must) (?:be swapped|swap(?: places| positions| order)?|switch(?: places)?|change places|trade places|be switched|be exchanged|be the other way round)(?: around)?$`,
      'i',
    ),
    'swap $<a> and $<b>$<t>',
  ],
  [
    new RegExp(
      `^(?:put|move|make|have|send|bring) (?<e>${email})(?<t>${ofTrack}) (?:to be )?(?:first|at the (?:start|beginning|top|front)|to the (?:start|beginning|top|front))$`,
      'i',
    ),
    'move $<e>$<t> to the start',
  ],
  [
    new RegExp(
      `^(?:put|move|make|have|send) (?<e>${email})(?<t>${ofTrack}) (?:to be )?(?:last|at the (?:very )?end|to the (?:very )?end)$`,
      'i',
    ),
    'move $<e>$<t> to the end',
  ],
  [
    new RegExp(
      `^(?<e>${email})(?<t>${ofTrack}) (?:should|shall|must) (?:come|go|be|be moved|be sent|move|go out)(?: to)? (?<where>first|last)$`,
      'i',
    ),
    'move $<e>$<t> to the $<where> place',
  ],
  [
    new RegExp(
      `^(?<e>${email})(?<t>${ofTrack}) (?:should|shall|must|needs to) be replaced (?:with|by) (?<item>.+)$`,
      'i',
    ),
    'replace $<e>$<t> with $<item>',
  ],
  [
    new RegExp(
      `^(?<e>${email})(?<t>${ofTrack}) (?:should|shall|must) be (?<item>(?:the |our |a )?“\\d+”|(?:the |our )(?!first|last|second|third)[^,]*?)$`,
      'i',
    ),
    'replace $<e>$<t> with $<item>',
  ],
  [
    new RegExp(
      `^(?<item>(?!${email}\\b)[^,]+?) (?:should|shall|must) (?:be|become|be used as|replace) (?<e>${email}${ofTrack})$`,
      'i',
    ),
    'use $<item> as $<e>',
  ],
  [
    new RegExp(
      `^(?<item>(?!${email}\\b|notify|when|after|have|sales)[^,]+?) (?:should|shall|must) (?:be sent|go out|go|come|follow|be added|be placed|be put)(?: right| directly| straight)? (?<where>after|before|between|behind) (?<e>(?:e-?mails? |${email}).+)$`,
      'i',
    ),
    'add $<item> $<where> $<e>',
  ],
  [
    /^(?:stick|pop|throw|slot|drop|squeeze|fit|slip|work|stuff|put|add) (?<item>(?!leads|them|people)[^,]+?) in(?:to)? (?<where>after|before|between|at|behind) /i,
    'add $<item> $<where> ',
  ],
  [
    /^(?:stick|pop|throw|slot|squeeze|fit|work|stuff) (?<item>[^,]+?) (?<where>after|before|between|at|behind|into|in|on) /i,
    'add $<item> $<where> ',
  ],
  [
    new RegExp(
      `^(?:finish|end|close|conclude|round off|wrap up) (?:off )?(?<t>${track}) with (?<item>(?!a task|notif|sales)[^,]+)$`,
      'i',
    ),
    'add $<item> to the end of $<t>',
  ],
  [
    new RegExp(`^(?:start|open|begin|kick off) (?<t>${track}) with (?<item>(?!leads)[^,]+)$`, 'i'),
    'add $<item> before email 1 of $<t>',
  ],
  [
    new RegExp(
      `^add (?:one more|another|an?|one)(?: new| extra| more| additional)? (?:e-?mail|mail|message) (?:in|to|on|at the end of|for) (?<t>${track})(?<where> (?:after|before|on|between) .+?)? (?:with|about|that sends|sending|containing) (?<item>[^,]+?)(?<behind> (?:after|before|on day|between) .+)?$`,
      'i',
    ),
    'add an email with $<item>$<where>$<behind> to $<t>',
  ],
  [
    new RegExp(
      `^(?:once|when|as soon as) (?<e>${email}) (?:of|in|on) (?<t>${track}) (?:is|was|has been|has gone|goes|went|gets) (?:out|sent|delivered|sent out)\\b`,
      'i',
    ),
    'after $<e> of $<t>',
  ],
  [
    new RegExp(
      `^(?:whoever|(?:leads|people|anyone|everyone|those|everybody|contacts) (?:who|that)) (?<what>.+?) (?:should|shall|must|can|do|does) (?:skip|not (?:get|receive|be sent)|be spared) (?<e>${email}${ofTrack})$`,
      'i',
    ),
    'if they $<what>, skip $<e>',
  ],
  [
    new RegExp(
      `^(?:the )?goal (?:of|for|on) (?<t>${track}) (?:is|=|:|will be|shall be|should be|becomes|ought to be) (?:to get |to be )?(?<goal>.+)$`,
      'i',
    ),
    'set the goal of $<t> to $<goal>',
  ],
  [
    new RegExp(
      `^(?<t>${track})(?:'s)? (?:should|shall|must|is meant to|ought to) (?:aim (?:for|at)|lead to|get us|end in|be about getting|work towards|have as (?:its )?goal|have the goal of) (?<goal>.+)$`,
      'i',
    ),
    'set the goal of $<t> to $<goal>',
  ],
  [
    new RegExp(`^(?<t>${track})'s (?<part>goal|entry|priority|title|name|wait)\\b`, 'i'),
    'the $<part> of $<t>',
  ],
  [/\bshould be (?:able|allowed) to enter\b/i, 'should enter'],
  [
    new RegExp(
      `^(?:restrict|limit|narrow|confine|keep) (?<t>${track})(?: down)? (?:to|for) (?:only )?(?<who>.+?)(?: leads| companies| contacts)?(?: only)?$`,
      'i',
    ),
    'only $<who> leads should enter $<t>',
  ],
  [
    new RegExp(
      `^(?<t>${track}) (?:should|shall|must|is to) (?:only |just )(?:be (?:for|open to)|take(?: in)?|accept|admit|let in|be entered by) (?<who>.+?)(?: leads| companies| contacts)?$`,
      'i',
    ),
    'only $<who> leads should enter $<t>',
  ],
  [
    new RegExp(
      `^(?<t>${track}) (?:should|shall|must|is to) be (?:only |just )(?:for|open to) (?<who>.+?)(?: leads| companies| contacts)?$`,
      'i',
    ),
    'only $<who> leads should enter $<t>',
  ],
  [
    new RegExp(
      `^(?<t>${track}) (?:should|shall|must|needs to|ought to) be (?:called|named|renamed(?: to)?|titled) (?<name>.+)$`,
      'i',
    ),
    'rename $<t> to $<name>',
  ],
  [new RegExp(`^(?:call|name) (?<t>${track}) (?<name>[^,]+)$`, 'i'), 'rename $<t> to $<name>'],
  [
    new RegExp(
      `^(?:the )?(?:new|better|other) (?:name|title) (?:for|of) (?<t>${track}) ?(?::|is|=|should be|shall be) (?<name>.+)$`,
      'i',
    ),
    'rename $<t> to $<name>',
  ],
  [
    new RegExp(
      `^(?:${nobody}|leads|people|leads and contacts) (?:should|shall|must|may|can)(?: not| never)? (?:go through|enter|get|be on|run through|do|come into|join) (?<t>${track}) (?:twice|more than once|a second time|again|only once|once only|just once)$`,
      'i',
    ),
    'leads should never enter $<t> again',
  ],
  [
    /^give (?:people|leads|them|everyone) (?<length>\S+) (?:more|extra|additional) (?<unit>days?|hours?|weeks?) before /i,
    'make the wait $<length> $<unit> longer before ',
  ],
  [
    new RegExp(
      `^(?<t>${track}) (?:should|shall|must) be (?<done>copied|duplicated|cloned|deleted|removed|dropped|retired|scrapped)(?<rest>.*)$`,
      'i',
    ),
    '$<done> $<t>$<rest>',
  ],
  [/^(?:copied|duplicated|cloned) /i, 'copy '],
  [/^(?:deleted|removed|dropped|retired|scrapped) /i, 'remove '],
];
