import type { Policies } from '../../../../engine/program/schema.ts';
import { removePolicy } from '../../../../tools/support/edits/policies.ts';
import { removes, removingWords } from '../../words/removing.ts';
import { policyIntent } from './frame.ts';

const named: readonly (readonly [RegExp, keyof Policies, string])[] = [
  [/\bquiet (?:hours?|times?)\b/, 'quietHours', 'quiet hours'],
  [
    /\b(?:account|company) (?:caps?|limits?)\b|\b(?:caps?|limits?) (?:for|per|on|of) (?:an? |each |the )?(?:accounts?|compan(?:y|ies))\b/,
    'accountCap',
    'cap for accounts',
  ],
  [
    /\b(?:minimum|min) gaps?\b|\bgaps? between (?:the )?(?:e ?mails|mails|messages)\b/,
    'minimumGap',
    'minimum gap',
  ],
  [/\bsend(?:ing)? (?:window|hours|times|days)\b/, 'sendWindow', 'send window'],
  [
    /\b(?:caps?|limits?) (?:on|for|of) (?:tasks|notifications|webhooks)\b|\b(?:task|notification|webhook|channel) (?:caps?|limits?)\b/,
    'channelCaps',
    'cap for channels',
  ],
  [
    /\b(?:(?:frequency|e ?mail|mail|contact|weekly|sending) )+(?:caps?|limits?)\b|\bcaps?\b|\blimits? (?:on|for) (?:e ?mails|mails|sending)\b/,
    'cap',
    'cap',
  ],
  [
    /\bfour eyes(?: principle| rule| policy)?\b|\bapproval (?:policy|rules?)\b/,
    'approval',
    'policy of approval',
  ],
  [/\bholidays\b/, 'holidays', 'holidays'],
  [/\b(?:suppressed domains|suppression list|block ?list)\b/, 'suppressedDomains', 'suppressed domains'],
];

/** `lift the quiet hours`, `the frequency cap has to go`, `we no longer want any quiet hours`. */
export const endPolicy = policyIntent(
  new RegExp(named.map(([pattern]) => pattern.source).join('|')),
  ({ utterance, program }) => {
    const { text } = utterance;
    if (!removes(text) && !/\blift\b/.test(text)) return undefined;
    if (/\d/.test(text)) return undefined;
    const found = named.find(([pattern]) => utterance.take(pattern));
    if (!found) return undefined;
    utterance.takeAll(removingWords);
    utterance.takeAll(
      /\b(?:lift|altogether|completely|entirely|them|it|again|on|for|of|do|does|needed|used|want|any|there|go|to)\b/,
    );
    return removePolicy(program, found[1], found[2]);
  },
);
