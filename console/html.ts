import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of a page. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
