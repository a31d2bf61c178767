import { count } from '../../metrics/words.ts';
import { minimumSample } from '../../statistics/wilson.ts';
import { shorten } from '../labels.ts';
import { shareOf } from '../numbers.ts';
import type { FlowStep, TrackFlowData } from './track-flow-data.ts';

/** 612 · 31 %, the count alone where the whole is too small to say. */
export function partOf(part: number, whole: number): string {
  const share = shareOf(part, whole);
  return share === undefined ? count(part) : `${count(part)} · ${share}`;
}

/** Below these it is said of no step that many leave there. */
const fewLeft = { leads: 10, share: 0.02 };

/** The step at which the greatest share left without the goal, if any did; an exit is meant to be left at. */
export function mostLeft(steps: readonly FlowStep[]): FlowStep | undefined {
  const share = ({ left, reached }: FlowStep) => left / reached;
  return steps
    .filter(
      ({ kind, left, reached }) =>
        kind !== 'exit' &&
        reached >= minimumSample &&
        left >= fewLeft.leads &&
        left / reached >= fewLeft.share,
    )
    .reduce<FlowStep | undefined>(
      (most, step) => (most && share(most) >= share(step) ? most : step),
      undefined,
    );
}

/** What became of all who entered. */
export function outcomes({ steps, unit }: TrackFlowData): string {
  const entered = steps[0]?.reached ?? 0;
  const sum = (key: 'goal' | 'left' | 'here') => steps.reduce((total, step) => total + step[key], 0);
  const said = (n: number) => {
    const share = shareOf(n, entered);
    return share === undefined ? count(n) : `${count(n)} (${share})`;
  };
  if (entered === 0) return `no ${unit} entered yet`;
  return (
    `of ${count(entered)} ${unit} ${said(sum('goal'))} reached the goal, ${said(sum('left'))} left without it, ` +
    `${said(sum('here'))} are still there`
  );
}

/** What the flow shows, in one sentence. */
export function trackFlowText(data: TrackFlowData): string {
  const most = mostLeft(data.steps);
  const where = most
    ? `; the greatest share left at ${most.title} (${shareOf(most.left, most.reached)})`
    : '';
  const steps = data.steps.map(({ title, reached }) => `${title} ${count(reached)}`).join(', ');
  return shorten(
    `Track flow. ${data.title}: ${outcomes(data)}${where}${steps ? `; by step: ${steps}` : ''}.`,
    2_000,
  );
}
