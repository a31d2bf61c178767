import { reportBody } from './body.ts';
import { inlineShelf, type ReportChart } from './charts-section.ts';
import { document } from './document.ts';
import { markup } from './markup.ts';
import { periodWords } from './period-words.ts';
import type { ReportInput } from './report-input.ts';

export interface FileInput extends ReportInput {
  charts: readonly ReportChart[];
  /** Whose report it is; absent: nobody is named. */
  company?: string;
  /** Dark for every reader, instead of as their device says. */
  dark?: boolean;
  /** Where the same figures can be looked into, for those who may. */
  link?: string;
}

/**
 * One HTML file for a manager, to be forwarded: figures with what they are made of, drawings within it, and what each
 * figure means at its end. It runs nothing and asks for nothing, prints, and fits a phone.
 */
export function renderReport(input: FileInput): string {
  const { company, dashboard, charts, dark, link } = input;
  const heading = `Lead nurturing, ${periodWords(dashboard.period)}`;
  const title = company === undefined ? heading : `${company}: ${heading}`;
  const shelf = inlineShelf(charts);
  const body = markup`<h1>${title}</h1>
${reportBody(input, shelf)}
<p class="end">Made by Trellis. ${link !== undefined && /^https?:/.test(link) && markup`<a href="${link}">The same figures with the leads behind them</a>, for those who may sign in.`}</p>`;
  return document({ title, darkRules: shelf.darkRules, ...(dark && { dark }) }, body);
}
