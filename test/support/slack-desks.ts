import type { SlackOptions } from '../../integrations/slack/options.ts';

const unused = async () => {
  throw new Error('not in this test');
};

/** For tests in which nobody looks closer at a change, and sales have nothing to do. */
export const noDesks: Pick<SlackOptions, 'desk' | 'sales'> = {
  desk: { program: unused, sendTest: unused, simulate: unused },
  sales: { ingest: unused, facts: unused, leadUrl: (lead) => `https://trellis.example/leads/${lead}` },
};
