import { createUtterance } from './utterance.ts';

const courtesy =
  '(?:(?:please|kindly|ok|okay|hi|hey|hello|so|now|then|well|actually|and|but|no|also|first|next|finally|afterwards|trellis|can you|could you|would you|will you|just|,) )*';

/** With “it” these answer a question of ours: “make it 6 weeks”. */
const changing =
  '(?:build|create|make|design|draft|propose|plan|launch|give|award|add|set|raise|increase|bump|lower|reduce|decrease|change|deduct|subtract|remove|delete|drop|move|put)\\b(?! (?:it|that|them|this)\\b)(?=.*\\b(?:points?|scor|threshold|tracks?|sequence|campaign|nurture|rules?|leads?|change|segments?)\\b)';
const doing = [
  '(?:send|mail) (?:me|us)\\b',
  '(?:simulate|roll ?back|roll|revert|undo|restore|go back|comment)\\b',
  '(?:halt|stop|pause|suspend|freeze|resume|unpause|restart|do not|never)\\b',
  '(?:i|we) (?:also )?(?:want|need|would like) (?:you )?to\\b',
  '(?:get rid of|kill|scrap|ditch|axe|bin|swap|cut|boost|hike|push|pull|enrol|enroll|subscribe|unsubscribe|take|turn (?:on|off)|switch (?:on|off)|bring)\\b(?! (?:it|that|them|this)\\b)',
  '(?:have|let) (?:the|our|sales|leads|people|everybody|everyone|whoever|e ?mails?|anyone)\\b',
  'sign (?:\\S+ ){1,3}up\\b',
  '(?:i|we) (?:want|need|would like) .*\\b(?:track|sequence|campaign)\\b',
];
const telling =
  '(?:show|list|find|search|look up|tell|explain|describe|count|number of|top|report|compare|see|display|help|approve|reject|give me)\\b';
const asking = [
  'how (?:many|much|did|do|does|is|are|was|were|has|have|can)',
  '(?:what|which|who|whom|whose|why|where)\\b',
  'when (?:did|was|were|is|are|do|does|will)',
  '(?:remind (?:me|us)|print|pull up|get me|bring up|dig up)\\b',
  '(?:is|are|was|were|did|does|has|should|shall)\\b',
  '(?:i|we) (?:only |just |merely |really |simply )*(?:want|need|would like) to (?:know|see|find out|ask) (?:how|which|what|who|when|why|where)\\b',
  '(?:i|we) (?:want|need|would like)(?: to (?:know|see|have|get))? (?:the |a |an )?(?:numbers?|counts?|totals?|list|share|percentage|overview) (?:of|for|with)\\b',
  '(?:do|have) (?:we|you|i|they|not)',
];
const whole = new RegExp(`^${courtesy}(?:${[...asking, telling, changing, ...doing].join('|')})`);

/** It says by itself what is wanted, so it answers no question of ours. */
export function isWhole(text: string): boolean {
  return whole.test(createUtterance(text).text);
}

const also =
  '(?:i|we) (?:also |now |still )*(?:want|need|would (?:also )?like)\\b|(?:can|could|may) (?:i|we|you)\\b|let (?!me\\b|us\\b)\\w+|have (?!to\\b|been\\b|not\\b|they\\b|we\\b|you\\b|i\\b)\\w+|whatever\\b|whoever\\b';
const weak = new RegExp(
  `^${courtesy}(?:and |also |then |plus )*(?:${courtesy})(?:${[...asking, telling, ...doing, also].join('|')}|(?:build|create|make|design|draft|propose|plan|launch|award|add|set|raise|increase|bump|lower|reduce|decrease|change|deduct|subtract|remove|delete|drop|move|put|give|use|rename|copy|recommend|write|open|enter|try|test|run|halt|sum up|y)\\b)`,
);

/** It may begin another request, where both sides of it are read whole. */
export function mayBegin(text: string): boolean {
  return weak.test(createUtterance(text).text);
}

/** Within a sentence `and who …` and `and are …` go on with what was said; these begin another request. */
const another = new RegExp(
  `^${courtesy}(?:` +
    [
      'how (?:many|much|did|do|does|is|are|was|were|has|have|well|long|often|quickly|fast)\\b',
      'what (?:has|have|worked|works|is|are|was|were|did|do|does|would|will|should|shall|can|could|about|segments?|tracks?|triggers?|content|rules?|changes?|happens?|happened|experiments?|else)\\b',
      'which (?!is|are|was|were|has|have|had|they|we|do|did|does)[a-z]+',
      'the (?:(?:number|count|revenue|pipeline|share) (?:of|from|that|for|we|nurtured)|(?:e ?mail )?(?:open|click|bounce|reply|unsubscribe|win|conversion) rates?)\\b',
      'whatever (?:changes|proposals|is|was)\\b',
      'who (?:are|is) (?:they|it|that|she|he)\\b|who halted\\b',
      '(?:why|where) (?:is|are|was|were|did|do|does|has|have)\\b',
      'when (?:did|was|were|is|are|do|does|will) ',
      '(?:show|list|dump|break (?:them|those|it|that|our)|find (?:me|us|out|content|guides?|case)|search|look up|tell|explain|describe|count|report|compare|display|approve|reject|give (?:me|us)|summari[sz]e)\\b',
      '(?:draft|write|rewrite|recommend|suggest|simulate|halt|pause|suspend|freeze|resume|unpause|restart|promote|undo|revert|roll ?back|roll|enrol|enroll|duplicate|copy|rename|swap|predict|forecast|test)\\b',
      '(?:stop|end|begin|start|run) (?:the|it|that|this|all|everything|sending|a|an|giving|scoring)\\b',
      '(?:build|create|make|design|propose|plan|launch|award|add|set|raise|increase|bump|lower|reduce|decrease|change|deduct|subtract|remove|delete|drop|move|put|take|replace|postpone|delay|shorten|extend|give|hold|use)\\b (?!up\\b|sure\\b|sense\\b).*',
      '(?:send|mail|e ?mail) (?:me|us|it|that|a test|one)\\b',
    ].join('|') +
    ')',
);

/** It begins a request of its own, in the middle of a sentence. */
export function beginsAnother(text: string): boolean {
  return another.test(createUtterance(text).text);
}
