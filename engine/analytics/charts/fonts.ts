import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

const fontFiles = [
  import.meta.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
].map((url) => fileURLToPath(url));
/** Of the machine's own fonts none is taken: a chart is the same picture everywhere. */
export const font = {
  fontFiles,
  loadSystemFonts: false,
  defaultFontFamily: 'Inter',
  sansSerifFamily: 'Inter',
};

const escaped: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escaped[character] as string);
}

const widths = new Map<string, number>();
/** Of texts from everywhere, for as long as the thread lives. */
const mostWidths = 10_000;

/** How wide the font draws a text, in pixels. */
export function textWidth(text: string, size: number, weight: string | number): number {
  const key = `${weight} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg"><text y="100" font-family="Inter" font-size="100" ' +
      `font-weight="${weight}">${escapeXml(text)}</text></svg>`;
    width = new Resvg(svg, { font }).getBBox()?.width ?? 0;
    if (widths.size >= mostWidths) widths.clear();
    widths.set(key, width);
  }
  return (width * size) / 100;
}
