/** Slack refuses a message, modal or home tab beyond these; lengths are in UTF-16 units after escaping. */
export const limits = {
  /** Of a message. */
  blocks: 50,
  /** Of a modal or a home tab. */
  viewBlocks: 100,
  section: 3000,
  fields: 10,
  field: 2000,
  header: 150,
  contextElements: 10,
  actionsElements: 25,
  contextActionsElements: 5,
  button: 75,
  value: 2000,
  url: 3000,
  actionId: 255,
  blockId: 255,
  altText: 2000,
  /** Of a `markdown` block, and of all of a message together. */
  markdown: 12_000,
  /** Measured: a whole message beyond about 13,200 characters is refused. */
  message: 13_000,
  /** The notification text beside the blocks; `chat.update` takes no more. */
  text: 4000,
  tableRows: 100,
  tableColumns: 20,
  tables: 1,
  tableCharacters: 10_000,
  tablePage: 100,
  charts: 2,
  chartTitle: 50,
  chartSeries: 6,
  chartPoints: 20,
  chartLabel: 20,
  axisLabel: 50,
  options: 100,
  /** Of checkboxes and radio buttons. */
  boxes: 10,
  overflow: 5,
  option: 75,
  placeholder: 150,
  label: 2000,
  input: 3000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  viewTitle: 24,
  privateMetadata: 3000,
  callbackId: 255,
} as const;

/** Cuts escaped mrkdwn to `max` with an ellipsis, never inside an entity like `&amp;`. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/&[a-z]*$|[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * Splits escaped mrkdwn into pieces of at most `max`: at an empty line where there is one, else at a line, a space,
 * or anywhere outside an entity. Nothing but the white space at the cuts is lost.
 */
export function splitText(text: string, max: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const cut = cutAt(rest, max);
    pieces.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

function cutAt(text: string, max: number): number {
  for (const separator of ['\n\n', '\n', ' ']) {
    const at = text.lastIndexOf(separator, max);
    if (at > max / 2) return at;
  }
  return text.slice(0, max).replace(/&[a-z]*$|[\uD800-\uDBFF]$/, '').length;
}
