import { type Rewording, someone } from './shared.ts';

/** When something happens, however the leads that it happens to are named. */
export const happenings: Rewording = [
  [/^(?<a>[^"“]{3,80}?) ?(?:->|=>|→|-->) ?/i, 'when $<a>, '],
  [/^when (?:when|if|whenever|once) /i, 'when '],
  [
    new RegExp(
      `^(?:whoever|${someone} (?:who|that)) (?<what>[^,]+?) (?:should|shall|must|needs? to|has to|is to|are to|gets?|goes?) (?:also |automatically )?(?:be )?(?:go|goes|put|moved|added|enroll?ed|placed|move|get|join|enter|enter into|get put)?(?: straight| directly)? ?(?:on ?to|on|in ?to|in|to) (?<where>the |our )`,
      'i',
    ),
    'when a lead $<what>, put them on $<where>',
  ],
  [
    /^(?<length>\S+ (?:minutes?|hours?|days?|weeks?)) after (?<what>(?!e?mail)[^,]+?),? (?=(?:notify|ping|tell|create|put|have|send|move|enrol|add)\b)/i,
    'when $<what>, wait $<length> and then ',
  ],
];
