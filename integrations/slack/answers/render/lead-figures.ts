import type { AnswerFigures, Cell } from './figures.ts';

/** What `query_leads` gives. */
export interface LeadsShown {
  count: number;
  condition: string | null;
  breakdown?: readonly { value: string | null; count: number }[];
  leads: readonly { name: string | null; account: string | null; score: number; journey_stage: string }[];
}

/** What it was asked. */
export interface LeadsAsked {
  breakdown_by?: string;
}

const number = (value: number): Cell => ({ value, said: value.toLocaleString('en') });

/** A breakdown as bars and a table, or the leads that are listed. */
export function leadFigures(
  { breakdown, leads, count }: LeadsShown,
  { breakdown_by: field = 'value' }: LeadsAsked,
): AnswerFigures {
  const by = field.replaceAll('_', ' ');
  if (breakdown && breakdown.length > 1) {
    const of = breakdown.map(({ value, count: leads }) => ({ name: value ?? 'not known', leads }));
    return {
      table: {
        caption: `${count.toLocaleString('en')} leads by ${by}`,
        columns: [by.charAt(0).toUpperCase() + by.slice(1), 'Leads', 'Share'],
        rows: of.map(({ name, leads }) => [name, number(leads), share(leads, count)]),
      },
      chart: {
        title: `Leads by ${by}`,
        kind: 'bar',
        unit: 'leads',
        categories: of.map(({ name }) => name),
        series: [{ name: 'Leads', values: of.map(({ leads }) => leads) }],
      },
    };
  }
  // One or two are read as quickly in the text.
  if (leads.length < 3) return {};
  const more = count > leads.length ? `: the first ${leads.length} of ${count.toLocaleString('en')}` : '';
  return {
    table: {
      caption: `Leads, highest score first${more}`,
      columns: ['Name', 'Account', 'Score', 'Stage'],
      rows: leads.map(({ name, account, score, journey_stage: stage }) => [
        name,
        account,
        number(score),
        stage,
      ]),
    },
  };
}

/** Of leads that have several values the shares add up to more than everything; of none there is no share. */
function share(part: number, of: number): Cell {
  return of === 0 ? null : { value: part / of, said: `${Math.round((part / of) * 100)} %` };
}
