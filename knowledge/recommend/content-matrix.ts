import type { JourneyStage } from '../../engine/program/schema.ts';
import type { ContentKind } from '../items/item.ts';

/**
 * The kinds of content that a library should have for each stage of the journey: to see the problem, to weigh the ways
 * to solve it, to decide for one, to make it work, and to tell others.
 */
export const contentMatrix: Readonly<Record<JourneyStage, readonly ContentKind[]>> = {
  awareness: [
    'report',
    'guide',
    'blog',
    'whitepaper',
    'research',
    'interview',
    'webinar',
    'podcast',
    'infographic',
    'email',
  ],
  consideration: [
    'comparison',
    'roi-calculator',
    'guide',
    'case-study',
    'demo-video',
    'checklist',
    'reference-story',
    'email',
  ],
  decision: ['template', 'guide', 'case-study', 'reference-story', 'checklist', 'email'],
  implementation: ['guide', 'checklist', 'webinar', 'email'],
  advocacy: ['template', 'webinar', 'email'],
};

/** Kinds that convince by being of somebody alike: one for everybody does not fill their place. */
export const needsLikeness: readonly ContentKind[] = ['case-study', 'reference-story'];
