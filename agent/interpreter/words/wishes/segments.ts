import type { Rewording } from './shared.ts';

/** Segments, and rules of triggers. */
export const named: Rewording = [
  [
    /^(?:group|put|bundle|collect|gather|save|turn|combine|have|keep|store) (?:together )?(?<who>.+?) (?:in|into|as|to|under) (?:an?|one|another) (?:new )?segment,? (?:and )?(?:called|named|titled|call it|name it) (?<name>.+)$/i,
    'create a segment called $<name> of $<who>',
  ],
  [
    /^(?<make>(?:create|make|build|add|set up|start|define|new) .*?\bsegments?) (?<who>.+?),? (?:and )?(?:call|name) (?:it|this|that) (?<name>[^,]+)$/i,
    '$<make> called $<name> $<who>',
  ],
  [
    /\bshould (?:start|begin) (?:at|from|with) a score of (\d+)/i,
    'should be leads with a score of at least $1',
  ],
];
