import { suppressDomains } from '../../../../tools/support/edits/policies.ts';
import { policyIntent } from './frame.ts';

const domain = /(?:^|[\s@“"(,])((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})(?=[\s,.!?”")]|$)/gi;
const blocking =
  /\b(?:suppress(?:ed|ion)?|block(?:ed|list)?|exclud(?:e|ed|ing)|blacklist(?:ed)?|ban(?:ned)?|never|not|no|nobody|stop|bar(?:red)?|ignore|off limits)\b/;

/** `never email anybody at rival.example or spy.example`. */
export const limitDomains = policyIntent(blocking, ({ utterance, program }) => {
  const { raw } = utterance;
  // An address is one person's: who unsubscribed is suppressed by themselves.
  if (/\S@(?:[a-z0-9-]+\.)+[a-z]{2,}/i.test(raw)) return undefined;
  const domains = [...raw.matchAll(domain)].map((match) => (match[1] as string).toLowerCase());
  if (domains.length === 0) return undefined;
  for (const plain of domains) utterance.take(new RegExp(plain.split(/[.-]/).join('[ .,-]+')));
  utterance.takeAll(blocking);
  utterance.takeAll(
    /\b(?:domains?|address(?:es)?|anybody|anyone|everyone|people|leads|contacts|to|at|from|with|in|on|of|and|or|do|list|stop|emailing|us|ever|again|any longer|must|may|belong(?:s|ing)?|end(?:s|ing)|competitors?|that|altogether|entirely)\b|quote\d+/,
  );
  return suppressDomains(program, [...new Set(domains)]);
});
