import type { Intent, World } from '../requests.ts';
import { leadInText } from '../slots/lead-in-text.ts';
import { askHelp } from '../wording/say.ts';
import type { Utterance } from '../words/utterance.ts';
import { wishesFor } from './edit/frames/mood.ts';

const ofLeads =
  'I cannot change what is kept of a lead: names, numbers, jobs and companies come from the systems that leads come from, or by the import command. Nothing has been changed.';
const changing =
  /\b(?:updat(?:e|es|ed|ing)|chang(?:e|es|ed|ing)|correct(?:ed)?|edit(?:ed)?|fix(?:ed)?|amend|set|overwrite|replace|add|put|enter|delete|remove|erase|merge)\b/;
const kept =
  /\b(?:(?:tele)?phone|mobile|numbers?|e ?mail address|address|surname|last name|first name|names?|job|job title|title|role|position|employer|company|record|contact (?:data|details)|details|data|owner|birthday|language|country|city|industry|profile|notes?|entry|duplicates?)\b/;
const ofProgram =
  /\b(?:tracks?|segments?|triggers?|rules?|points?|steps?|subject|experiments?|tests?|goal|exits?|cap|policy|halts?|library|item|threshold|e ?mail \d|remember|forget)\b/;

const elsewhere: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:tell|message|dm|text|write|let|ping|inform|post)\b.*\b(?:on|via|in|over|through|to) (?:the )?(?:slack|teams|whatsapp|linkedin|twitter|facebook|discord|sms|social media)\b/,
    'I cannot write to people, on Slack or elsewhere, nor post anything.',
  ],
  [
    /\b(?:call|phone|ring|dial)\b (?!.*\b(?:it|off|winner|experiment|test|result|track|segment|trigger|rule|called|name|scheduled|booked)\b).*|\b(?:book|schedule|arrange|set up|plan|organi[sz]e)\b (?:\S+ ){0,3}(?:meeting|call|appointment|demo|lunch)\b.*\bwith\b/,
    'I cannot call anybody or book meetings.',
  ],
  [
    /\b(?:remind me|set (?:a|an) (?:reminder|alarm)|wake me)\b.*\b(?:tomorrow|tonight|later|in (?:an?|\d+|one|two)|at \d+|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|next|to)\b/,
    'I cannot remind you later; I answer when I am asked.',
  ],
  [/\btranslat(?:e|ion|ed)\b/, 'I cannot translate; the library holds what people wrote.'],
  [
    /\b(?:create|add|invite|make|remove|delete|deactivate|set up)\b.*\b(?:users?|logins?|account for|an? (?:admin|approver|marketer|viewer|manager))\b|\b(?:reset|change|forgot)\b.*\bpassword\b|\b(?:password|api ?keys?|secrets?|credentials?|tokens?)\b/,
    'I cannot create users, change roles or passwords, or show secrets; an admin does that in the console.',
  ],
  [
    /\b(?:build|create|make|set up|change|update|edit|put|add|publish|fix|write)\b.*\b(?:landing page|web ?site|homepage)\b|\b(?:google|facebook|linkedin) ads?\b|\bad campaign\b/,
    'I cannot change the website or run ads; I work on what this program sends.',
  ],
  [
    /\b(?:weather|poem|joke|recipe|world cup|football|euros?|dollars?|exchange rate|currency|bitcoin|stock price|news today|what time is it|capital of|president|movie|horoscope|lottery)\b|\bwhat is \d+ (?:times|plus|minus|divided by|x) \d+\b/,
    'I cannot answer that; I only know this company’s leads, program, figures and content.',
  ],
  [
    /\b(?:are you (?:a |an )?(?:real |human|person|robot|bot|ai|machine|chatgpt|gpt|claude|alive)|which (?:model|ai|llm) are you|what (?:model|llm) (?:are|do) you|who (?:made|built|trained) you|how do you work)\b/,
    'I am the embedded interpreter: no language model, but a grammar over this program’s words. I only read and propose; people approve.',
  ],
];

/** What is wished for that nothing here can do: said at once, before any word of it is taken for something else. */
export const outOfReach: Intent = (utterance, world) => {
  const { text, raw } = utterance;
  if (changesLead(utterance, world)) return { say: ofLeads, unread: [] };
  if (
    /["“]/.test(raw) ||
    /\b(?:mentions?|says?|about|contains?|guide|article|library|content|points?|when|whenever|if|once|notify|sales|task|segment|trigger|leads? (?:who|that|with|in|from))\b/.test(
      text,
    )
  )
    return undefined;
  const found = elsewhere.find(([pattern]) => pattern.test(text));
  return found && { say: `${found[1]} ${askHelp}`, unread: [] };
};

/** `Jana Vogel has a new phone number, could you update her record?` */
function changesLead(utterance: Utterance, world: World): boolean {
  const { text, raw } = utterance;
  if (!changing.test(text) || ofProgram.test(text) || /["“]/.test(raw)) return false;
  const told =
    /\b(?:has|have|got|moved|works|is now|changed|married)\b/.test(text) &&
    /\b(?:that|this|it|her|his|their)\b/.test(text);
  if (!kept.test(text) && !told) return false;
  if (
    !text
      .split(' , ')
      .some(
        (clause) => changing.test(clause) && wishesFor(clause, `${clause}${raw.includes('?') ? '?' : ''}`),
      )
  )
    return false;
  return leadInText(utterance, { ...world, history: [] })?.lead !== undefined;
}
