/** The commonest small words of a language; a text of some length has many of its own and few of the others. */
const smallWords: Readonly<Record<string, string>> = {
  en: 'the of and to in is that for it with as was on are this be by at from or you have not',
  de: 'der die das und ist in zu den mit von für auf nicht ein eine es sich auch wird sie dem im',
  fr: 'le la les de des et est dans pour que qui une un sur avec pas vous nous au ce plus du',
  es: 'el la los las de y en que es por con para una un del se no su al como más lo',
  it: 'il lo la gli le di e che è per un una con del della non si da sono nel anche i',
  pt: 'o a os as de e que é em um uma para com não do da no na por se mais dos',
  nl: 'de het een en van is dat op te in voor met niet zijn er aan ook als bij wordt u',
  sv: 'och att det är som en på för av med till den inte har om ett de vi kan',
  da: 'og at det er som en på for af med til den ikke har om et de vi kan der',
  nb: 'og at det er som en på for av med til den ikke har om et de vi kan seg',
  fi: 'ja on ei se että oli ovat tai kun niin myös joka sekä mutta kuin hän voi',
  pl: 'i w na z do to jest się nie że o jak za od po dla są przez co oraz',
  cs: 'a v na je se že s z do to i pro jako ve by jsou po které tak není',
  tr: 've bir bu için de da ile çok daha olarak en gibi ne var olan kadar',
};

const scripts: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['uk', /[іїєґ]/giu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['th', /\p{Script=Thai}/gu],
];

const known = new Map(Object.entries(smallWords).map(([code, words]) => [code, new Set(words.split(' '))]));

/** Two letters; `en` when the text is too short or too much of a mixture to say. */
export function suggestLanguage(text: string): string {
  const sample = text.slice(0, 4_000);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  for (const [code, script] of scripts) {
    const share = (sample.match(script)?.length ?? 0) / Math.max(1, letters);
    // Japanese is written with few kana among many Han; Ukrainian with few letters that Russian has not.
    if (share > (code === 'ja' ? 0.1 : code === 'uk' ? 0.02 : 0.3)) return code;
  }
  const words = sample.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = [...known].map(([code, small]) => ({
    code,
    n: words.filter((word) => small.has(word)).length,
  }));
  counts.sort((a, b) => b.n - a.n);
  const [best] = counts;
  return best && best.n >= 3 && best.n >= words.length * 0.08 ? best.code : 'en';
}
