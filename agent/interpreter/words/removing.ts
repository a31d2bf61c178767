const verbs =
  'remov(?:e|es|ed|ing)|delet(?:e|es|ed|ing)|drop(?:s|ped|ping)?|scrap(?:s|ped|ping)?|kill(?:s|ed|ing)?|ditch(?:es|ed|ing)?|bin(?:s|ned|ning)?|axe[ds]?|nuke[ds]?|trash(?:es|ed)?|junk|lose|purg(?:e|es|ed|ing)|eras(?:e|es|ed|ing)|eliminat(?:e|es|ed|ing)|abolish(?:es|ed)?|cancel(?:s|led|ed)?|retir(?:e|es|ed|ing)|discontinue|switch(?:ed)? off|turn(?:ed)? off|disabl(?:e|ed|ing)|deactivate[ds]?|stop(?:s|ped|ping)?|end(?:s|ed|ing)?|clear|(?:get(?:ting)?|be) rid of|rid of|(?:do|make do|live|manage) without|do away with|(?:take|throw|chuck|toss|kick|leave|cut) (?:out|away)';
/** Said of the thing itself: `it can go`, `we no longer need it`. */
const said =
  'no longer|any longer|any ?more|no more|obsolete|outdated|superfluous|redundant|(?:can|could|should|must|may|shall|will|has to|have to|needs to|is to) (?:now )?go\\b(?! (?:on|to|up|down|out|from|straight))|not needed';
const moved = '(?:tak|throw|chuck|toss|kick|pull|leav)(?:e|es|ing|en|s)?';

/** Taking something out of the program, in every voice; regex source. */
export const removingSource = `(?:${verbs}|${said}|${moved} .*?\\b(?:out|away)\\b(?: of)?)`;

const removing = new RegExp(`\\b${removingSource}\\b`);

/** The words of it, to be claimed one by one, with the negations that stand for it. */
export const removingWords = new RegExp(
  `\\b(?:${verbs}|${said}|${moved}|out|away|do not|does not|shall not|should not|not|never|nothing|none|no)\\b`,
);

/** Whether a text wishes that something be no more. */
export function removes(text: string): boolean {
  return removing.test(text);
}
