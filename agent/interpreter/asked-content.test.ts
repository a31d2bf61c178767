import { describe, expect, it } from 'vitest';
import { callsOf, plan } from './test-plan.ts';

describe('questions about content and experiments, however they are put', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['what content do we miss for fintech', 'recommend_content', { show: 'gaps', by: 'industry' }],
    ['where are the holes in our content', 'recommend_content', { show: 'gaps' }],
    ['which stages have no content', 'recommend_content', { show: 'gaps' }],
    ['do we need more content for manufacturing', 'recommend_content', { show: 'gaps', by: 'industry' }],
    ['most popular content among enterprise leads', 'recommend_content', { show: 'best' }],
    ["what's our line on data privacy", 'search_content', { query: 'privacy' }],
    ['show me everything on security', 'search_content', { query: 'security' }],
    ['which variant is winning', 'read_experiments', {}],
    ['how long would we have to run a subject line test', 'read_experiments', { plan: { metric: 'click' } }],
  ])('%s', (text, name, input) => {
    expect(callsOf(text)).toMatchObject([{ name, input }]);
  });

  it('searches without a job title that content is not kept by, and says so', () => {
    expect(plan('give me a case study for a CFO in healthcare')).toEqual({
      calls: [
        {
          name: 'search_content',
          input: { query: 'case-study', kind: 'case-study', industry: 'healthcare', limit: 10 },
        },
      ],
      notes: [expect.stringContaining('without “')],
    });
  });
});
