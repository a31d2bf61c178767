const pronoun = /\b(?:she|he|her|him)\b/;
const anyone =
  /\b(?:leads?|contacts?|prospects?|persons?|people|someone|somebody|anyone|anybody|everyone|everybody|whoever|who|customers?|visitors?)\b/;

/** One person is spoken of, not whoever does something: `put her on the track if she clicks`. */
export function isOfOnePerson(text: string): boolean {
  return pronoun.test(text) && !anyone.test(text);
}
