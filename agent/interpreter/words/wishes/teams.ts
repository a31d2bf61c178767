import type { Rewording } from './shared.ts';

const team =
  '(?:the |our |my )?(?<team>sales|marketing|customer success|support|account managers?|sdrs?|bdrs?|reps?)(?: team| people| guys| folks| reps)?';

const when = '(?<when>when|whenever|if|once|as soon as|every time|each time|after)';

const notice =
  '(?:an? |some (?:kind|sort) of )?(?:quick |slack |email )?(?:ping|alert|notification|notice|heads ?-?up|message|nudge|shout|buzz|note|word)';

const telling = '(?:told|notified|alerted|pinged|informed|warned|messaged|made aware)';

/** What somebody is to be told or to do, whoever is the subject of it. */
export const teams: Rewording = [
  [
    new RegExp(
      `^(?:can|could|should|would|may|will) ${team} (?:please |also )?(?:get|have|receive|be given|be sent) ${notice} ${when}\\b`,
      'i',
    ),
    'notify $<team> $<when>',
  ],
  [
    new RegExp(
      `^(?:can|could|should|would|may|will) ${team} (?:please |also )?be ${telling} ${when}\\b`,
      'i',
    ),
    'notify $<team> $<when>',
  ],
  [
    new RegExp(
      `\\b${team} (?:should|shall|must|needs? to|has to|have to|ought to|(?:would like|wants?) to) (?:also |always |please )?(?:get|have|receive|be given|be sent) ${notice}`,
      'i',
    ),
    'notify $<team>',
  ],
  [
    new RegExp(
      `\\b${team} (?:should|shall|must|needs? to|has to|have to|ought to|(?:would like|wants?|likes?) to) (?:also |always |please )?(?:be ${telling}|know|hear(?: about it)?|learn|find out)(?: about it)?\\b`,
      'i',
    ),
    'notify $<team>',
  ],
  [new RegExp(`\\b${team} (?:gets?|receives?|is to get) ${notice}`, 'i'), 'notify $<team>'],
  [new RegExp(`\\b${team} (?:gets?|is|are) ${telling}\\b`, 'i'), 'notify $<team>'],
  [new RegExp(`\\b(?:give|send|drop|shoot) ${team} ${notice}`, 'i'), 'notify $<team>'],
  [
    new RegExp(`\\b(?:send|drop|shoot|set up|create|add|make|give us) ${notice} (?:for|to) ${team}`, 'i'),
    'notify $<team>',
  ],
  [new RegExp(`\\b${notice} (?:for|to) ${team}`, 'i'), 'notify $<team>'],
  [
    new RegExp(
      `\\b(?:notify|ping|alert|tell|inform|message|warn|let) ${team}(?: know)? (?:about|of|on|for|at(?! once)) (?:every|each|any|an?|all)? ?(?<what>(?!the\\b)[a-z])`,
      'i',
    ),
    'notify $<team> when there is a $<what>',
  ],
  [new RegExp(`\\b(?:alert|warn|inform|message|buzz|nudge) ${team}\\b`, 'i'), 'notify $<team>'],
  [
    new RegExp(
      `\\b${team} (?:should|shall|must|needs? to|has to|have to) (?=(?:call|phone|ring|contact|reach out|follow up|email|get in touch|talk|message|meet|check)\\b)`,
      'i',
    ),
    'have $<team> ',
  ],
];
