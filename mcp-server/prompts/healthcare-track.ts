import { definePrompt } from './prompt.ts';
import { regulatedTrack, type Stakeholder } from './regulated-track.ts';

const stakeholders: Readonly<Record<string, Stakeholder>> = {
  clinical: {
    looksFor: 'Outcomes and the safety of patients, evidence, the fit into clinical work',
    content: 'Peer-reviewed research, results of trials, advice of clinicians, training and adoption',
  },
  administrative: {
    looksFor: 'Lower cost, efficiency, compliance, little risk',
    content: 'Cases of better workflows, return and budget, implementation and change',
  },
  it: {
    looksFor: 'Security, protection of data, integration with the systems that are there, scale',
    content: 'Security documentation, integration guides, support and maintenance',
  },
  compliance: {
    looksFor: 'Approvals and certificates, frameworks, audits, documentation',
    content: 'Guides to requirements, checklists, preparation of audits, assessment of risks',
  },
};

export const healthcareTrack = definePrompt({
  name: 'healthcare_track',
  title: 'Healthcare track',
  description:
    'A track for clinical, administrative, IT or compliance people in healthcare, with what HIPAA asks of its emails.',
  arguments: {
    stakeholder: { description: 'Whom it is for', words: Object.keys(stakeholders), required: true },
    stage: { description: 'Where they stand', words: ['awareness', 'consideration', 'decision'] },
    segment: { description: 'Only leads of this segment', live: { of: 'segment' } },
  },
  text: (given) =>
    regulatedTrack({
      ...given,
      industry: 'healthcare',
      stakeholders,
      rules: [
        'No patient data and nothing from which a patient could be told, in subject, text or link: not even as an example.',
        'Only who has consented; consent and its proof are kept, and every email has its way out.',
        'What is said of outcomes names its evidence; nothing is promised.',
        'Content that speaks of outcomes or regulation is marked `regulated: true`, so that a principal approves it.',
      ],
    }),
});
