import type { Rewording } from './shared.ts';

/** Segments, and rules of triggers. */
export const named: Rewording = [
  [
    /^(?:bin|axe|nuke|ditch|chuck|junk|trash|scrap|get rid of|throw (?:out|away)|do away with|lift|cancel|abolish) /i,
    'remove ',
  ],
  [
    /^(?:group|put|bundle|collect|gather|save|turn|combine|have|keep|store) (?:together )?(?<who>.+?) (?:in|into|as|to|under) (?:an?|one|another) (?:new )?segment,? (?:and )?(?:called|named|titled|call it|name it) (?<name>.+)$/i,
    'create a segment called $<name> of $<who>',
  ],
  [
    /^(?:group|put|bundle|collect|gather|save|turn|combine|store) (?:together )?(?<who>.+?) (?:in|into|as|to|under) (?:an?|one|another) (?:new )?segment$/i,
    'create a segment of $<who>',
  ],
  [
    /^(?<make>(?:create|make|build|add|set up|start|define|new) .*?\bsegments?) (?<who>.+?),? (?:and )?(?:call|name) (?:it|this|that) (?<name>[^,]+)$/i,
    '$<make> called $<name> $<who>',
  ],
  [
    /^(?<which>.+?) (?:should|shall|must) (?:start|begin|kick in|be reached|come|apply) (?:at|from|with) (?<n>\d+)(?: points?| pts)?(?: on(?:wards)?| up(?:wards)?)?$/i,
    'make $<which> at $<n> points',
  ],
  [
    /\bshould (?:start|begin) (?:at|from|with) a score of (\d+)/i,
    'should be leads with a score of at least $1',
  ],
  [/^(?:the |our )?(?<which>.+ segment) ?(?:=|:) ?(?<who>.+)$/i, 'change the $<which> to $<who>'],
  [
    /^(?<which>.*\btrigger) (?:should|shall|must|may) (?:not|never) (?:fire|run|act|go off|trigger|happen|be fired)(?: again)?(?: for the same lead)? (?:within|for|more (?:often )?than once (?:in|every|per|within)|until after) (?<length>.+?)(?: of (?:firing|the last (?:one|time)))?$/i,
    'set the cooldown of $<which> to $<length>',
  ],
];
