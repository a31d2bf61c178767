import { definePrompt } from './prompt.ts';
import { regulatedTrack, type Stakeholder } from './regulated-track.ts';

const stakeholders: Readonly<Record<string, Stakeholder>> = {
  compliance: {
    looksFor: 'What is required and changes, policies, audits, risk',
    content: 'News of requirements, frameworks and policy templates, preparation of audits',
  },
  advisor: {
    looksFor: 'Relations with clients, portfolios, reports, fiduciary duty',
    content: 'Tools for clients and portfolios, automation of reports and disclosures, best practice',
  },
  operations: {
    looksFor: 'Efficiency, automation, systems of today, productivity of staff',
    content: 'Cases of automated processes, cost, integration, training',
  },
  risk: {
    looksFor: 'Assessment and monitoring of risks, cybersecurity, continuity of business',
    content: 'Monitoring and reports, data protection, recovery from disasters',
  },
};

export const financialServicesTrack = definePrompt({
  name: 'financial_services_track',
  title: 'Financial services track',
  description:
    'A track for compliance, advisors, operations or risk, with what SEC and FINRA ask of what is said.',
  arguments: {
    stakeholder: { description: 'Whom it is for', words: Object.keys(stakeholders), required: true },
    stage: { description: 'Where they stand', words: ['awareness', 'consideration', 'decision'] },
    segment: { description: 'Only leads of this segment', live: { of: 'segment' } },
  },
  text: (given) =>
    regulatedTrack({
      ...given,
      industry: 'financial-services',
      stakeholders,
      rules: [
        'Every piece is reviewed and approved before it is sent, and its version is kept: content is pinned by its hash.',
        'Disclaimers and risks stand in the email itself (`disclaimer` of the item), not behind a link.',
        'Claims are factual and substantiated, the presentation fair and balanced: no promise of returns, no selected results.',
        'What touches investments is marked `regulated: true`, so that a principal approves it.',
        'What was sent to whom, when and why stays on record: explain_lead answers it.',
      ],
    }),
});
