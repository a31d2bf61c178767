import type { ContentItem } from '../items/item.ts';
import { plain } from './document.ts';

const verbs =
  /^(?:read|see|get|book|start|try|download|watch|play|listen|join|register|sign|request|compare|calculate|estimate|assess|do|take|open|plan|talk|schedule|learn|find|use|meet|view|explore|contact)\b/i;

/** What the button of an announcement says, where only the address is known. */
const labels: Partial<Record<ContentItem['kind'], string>> = {
  'case-study': 'Read the case study',
  'demo-video': 'Play the video',
  webinar: 'Watch the webinar',
  podcast: 'Listen to the episode',
  'roi-calculator': 'Calculate yours',
  checklist: 'Get the checklist',
  template: 'Get the template',
  infographic: 'See the infographic',
  'landing-page': 'See more',
};

/** The link that asks for something, else the first one, else the page it came from; none is made up. */
export function suggestCallToAction(
  body: string,
  kind: ContentItem['kind'],
  source: string | undefined,
): ContentItem['cta'] {
  const links = [
    ...body.matchAll(
      /(?<!!)\[([^[\]\n]{1,200})\]\(<?(https?:\/\/[^\s()<>[\]]{1,2000})>?(?:[ \t][^()\n]{0,300})?\)/g,
    ),
  ].flatMap(([, text, url]) => {
    const label = plain(text as string)
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, 60)
      .trim();
    return label !== '' && isAddress(url as string) ? [{ label, url: url as string }] : [];
  });
  const asking = links.find(({ label }) => verbs.test(label)) ?? links[0];
  if (asking) return asking;
  if (source !== undefined && isAddress(source)) return { label: labels[kind] ?? 'Read more', url: source };
  return undefined;
}

function isAddress(url: string): boolean {
  return /^https?:\/\//.test(url) && URL.canParse(url) && !url.includes('{');
}
