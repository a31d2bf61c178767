/** Markdown with Liquid as it is read: outputs as one word, no tags, no marks, links by their labels. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\{%[\s\S]*?%\}/g, ' ')
    .replace(/\{\{[\s\S]*?\}\}/g, 'name')
    .replace(/^\[cta\][ \t]*$/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[ \t]*(?:[-*+>]|\d{1,3}[.)]|#{1,6})[ \t]+/gm, '')
    .replace(/(\*\*|__|[*_`])(?=\S)(.+?)\1/g, '$2');
}

export function countWords(text: string): number {
  return plainText(text).match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
}
