import type { Rewording } from './shared.ts';

const ofName = '(?!(?:for|of|in|on|from|to|with|and|or|who|leads|after|before)\\b)[a-z0-9“”-]+';

const track = `(?:the |our )?${ofName}(?: ${ofName}){0,5}? (?:track|sequence|campaign|nurture|flow|drip)`;

/** Edits of a track that are said of the thing that is edited. */
export const edited: Rewording = [
  [
    new RegExp(
      `^(?:finish|end|close|conclude|round off|wrap up) (?:off )?(?<t>${track}) with (?<item>(?!a task|notif|sales)[^,]+)$`,
      'i',
    ),
    'add $<item> to the end of $<t>',
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
      `^(?<t>${track}) (?:should|shall|must|needs to|ought to) be (?:called|named|renamed(?: to)?|titled) (?<name>.+)$`,
      'i',
    ),
    'rename $<t> to $<name>',
  ],
  [
    new RegExp(
      `^(?:the )?(?:new|better|other) (?:name|title) (?:for|of) (?<t>${track}) ?(?::|is|=|should be|shall be) (?<name>.+)$`,
      'i',
    ),
    'rename $<t> to $<name>',
  ],
];
