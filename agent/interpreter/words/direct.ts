const introduced =
  /^((?:(?:please|and|then|also|ok|okay|so|now|can you|could you|would you|will you)[ ,]+)*)(?:tell (?:me|us)|let (?:me|us) know|show (?:me|us)|i(?:'d| would) (?:like|love) to (?:know|see)|i (?:want|need) to (?:know|see)|do you know|i (?:wonder|was wondering)|remind me|find out|check) (?=(?:how|what|when)\b)/i;
const told =
  /^(how(?: well| badly)?) ((?:the |our |my )?[^,?!]*?) (?:did|has done|has been doing|have done|is doing|are doing|was doing|were doing|does|do|performed|performs|is performing|is going|went)\b(?! (?:we|you|i|they|it|the|our)\b)(.*)$/i;
const turned =
  /^(what|when) ((?:he|she|it|they|this lead|that lead|the lead)|\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2}|\S+@\S+) (would|will|did|does|is|was|has|should) (.*)$/u;

/** `tell me how it did last month` as it is asked: `how did it do last month`. */
export function asked(text: string): string {
  const begins = introduced.exec(text.trim());
  if (!begins) return text;
  const question = text.trim().slice(begins[0].length);
  const [, how, who, rest] = told.exec(question) ?? [];
  const isOne =
    who !== undefined && !/^(?:many|much|did|do|does|is|are|was|were|has|have|can|long|often)\b/i.test(who);
  if (isOne) return `${begins[1]}${how} did ${who} do${rest}`;
  const [, word, one, verb, doing] = turned.exec(question) ?? [];
  return word === undefined ? text : `${begins[1]}${word} ${verb} ${one} ${doing}`;
}
