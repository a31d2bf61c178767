import type { JourneyStage } from '../../schema.ts';

/** What happens at a stage of the journey, and what a track of it is to achieve. */
export const journeyStory: Readonly<Record<JourneyStage, { title: string; objective: string }>> = {
  awareness: {
    title: 'Sees the problem, and begins to look into it',
    objective: 'Teach what the problem is and what it costs, until solutions are of interest',
  },
  consideration: {
    title: 'Weighs the ways to solve it, and who offers them',
    objective: 'Help to compare, with evidence and what it returns, until one is worth deciding for',
  },
  decision: {
    title: 'Decides, with everybody who has a say',
    objective: 'Support the case and take the last doubts',
  },
  implementation: {
    title: 'Begins, and sees a first result',
    objective: 'Bring them to the first result, and make a habit of it',
  },
  advocacy: {
    title: 'Succeeds, and tells others',
    objective: 'Show what was achieved, and make it easy to tell others',
  },
};
