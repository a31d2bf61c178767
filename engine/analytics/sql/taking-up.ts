/** Where a lead takes an item up by itself; an open is none. */
export const takingUp = [
  'content_download',
  'tool_use',
  'webinar_registration',
  'webinar_attendance',
  'content_share',
  'form_submit',
] as const;

/** The item that an event over `alias` is about. */
export const itemOf = (alias: string) =>
  `coalesce(${alias}.properties ->> 'item', ${alias}.properties ->> 'content_item')`;
