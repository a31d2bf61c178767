import type { ContentItem } from '../items/item.ts';
import type { Document } from './document.ts';

type Kind = ContentItem['kind'];

/** In the order of how sure each is: the first that is found in the best place is the kind. */
const signs: readonly (readonly [Kind, RegExp])[] = [
  ['brand-guide', /\bbrand (?:guide|voice|guidelines)|\bstyle guide|\btone of voice/i],
  ['roi-calculator', /\bcalculators?\b|\bcalculate your\b|\bassessment tool|\broi (?:tool|model)/i],
  ['case-study', /\bcase stud(?:y|ies)\b|\bcustomer story/i],
  ['reference-story', /\breference (?:story|customer)|\bwhy .{2,40} chose\b/i],
  ['infographic', /\binfographics?\b/i],
  ['webinar', /\bwebinars?\b|\bon-demand session/i],
  ['podcast', /\bpodcasts?\b|\bepisode \d/i],
  ['interview', /\binterview(?:s|ed)?\b|\bwe asked\b/i],
  ['demo-video', /\bvideos?\b|\bproduct tour\b|\bdemo recording/i],
  ['checklist', /\bcheck-?lists?\b|\bquestions to ask\b/i],
  ['comparison', /\bcompar(?:e|es|ed|ing|ison|isons)\b|\bversus\b|\bvs\.?\b|\balternatives to\b/i],
  ['template', /\btemplates?\b|\bworksheet\b|\bfill-in\b/i],
  ['whitepaper', /\bwhite ?papers?\b/i],
  ['research', /\bresearch\b|\bstud(?:y|ies)\b|\bsurvey\b/i],
  ['report', /\breports?\b|\bstate of\b|\bbenchmark\b|\btrends\b/i],
  ['landing-page', /\blanding[- ]page\b/i],
  ['guide', /\bguides?\b|\bhow to\b|\bhandbook\b|\bplaybook\b|\bplan\b|\bkit\b/i],
  ['blog', /\bblogs?\b|\bposts?\b/i],
];

/** By the file's name, then the title, then what the text begins with. */
export function suggestKind({ title, path, body, text }: Document): Kind {
  // Only a mail greets its reader or fills in their name.
  if (/\{\{\s*lead\.|^\s*(?:hi|hello|dear)\b[^\n]{0,60},\s*$/im.test(body.slice(0, 600))) return 'email';
  const last = path.split(' ').slice(-2).join(' ');
  const label = /^([^:]{3,30}):/.exec(title)?.[1] ?? '';
  for (const place of [label, last, title, path, text.slice(0, 300)]) {
    const found = signs.find(([, sign]) => sign.test(place));
    if (found) return found[0];
  }
  return text.length > 8_000 ? 'guide' : 'blog';
}
