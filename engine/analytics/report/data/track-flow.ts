import type { Step, Track } from '../../../program/schema.ts';
import type { FlowStep, FlowWay, TrackFlowData } from '../../charts/track-flow/track-flow-data.ts';

/** Enrolments that went the same way, as far as the log says: what they decided at, and where they are or ended. */
export interface Passage {
  count: number;
  /** The step it stands at, or ended at. */
  last: string;
  status: 'active' | 'ended';
  /** Why it ended. */
  reason: string | null;
  /** By step: the step gone to at a branch, the arm of a split. */
  decided: Readonly<Record<string, string>>;
  /** Steps whose email was sent. */
  sent: readonly string[];
}

/**
 * How enrolments went through a track: each passage is followed from the first step to its last one, along what it
 * decided on its way. Where nothing says which way it took (the end of a wait-for), it is the one that leads to what it
 * came to after. Steps are those of the program in force; who ended at a step that is no longer there is followed as
 * far as its way is known.
 */
export function trackFlow(
  track: Track,
  passages: readonly Passage[],
  words: { title: string; titleOf(step: Step): string },
): TrackFlowData {
  const steps = new Map<string, FlowStep>(
    track.steps.map((step) => [
      step.id,
      { id: step.id, title: words.titleOf(step), kind: step.kind, reached: 0, here: 0, goal: 0, left: 0 },
    ]),
  );
  const ways = new Map<string, FlowWay>();
  for (const passage of passages) {
    const way = wayOf(track, passage);
    for (const [at, id] of way.entries()) {
      const step = steps.get(id) as FlowStep;
      step.reached += passage.count;
      const next = way[at + 1];
      if (next === undefined) step[endOf(passage)] += passage.count;
      else
        ways.set(`${id} ${next}`, taken(ways.get(`${id} ${next}`), { track, from: id, to: next, passage }));
    }
  }
  return { title: words.title, unit: 'leads', steps: [...steps.values()], ways: [...ways.values()] };
}

function endOf({ status, reason }: Passage): 'here' | 'goal' | 'left' {
  if (status === 'active') return 'here';
  return reason === 'goal' ? 'goal' : 'left';
}

function taken(
  way: FlowWay | undefined,
  { track, from, to, passage }: { track: Track; from: string; to: string; passage: Passage },
): FlowWay {
  if (way) return { ...way, count: way.count + passage.count };
  const name = nameOfWay(track, from, to);
  return { from, to, count: passage.count, ...(name !== undefined && { name }) };
}

/** The steps of a passage in order, each once. */
function wayOf(track: Track, passage: Passage): string[] {
  const evidence = new Set([...passage.sent, ...Object.keys(passage.decided), passage.last]);
  const way: string[] = [];
  let at = track.steps[0]?.id;
  while (at !== undefined && !way.includes(at)) {
    way.push(at);
    if (at === passage.last) break;
    at = nextOf(track, at, passage, evidence);
  }
  return way;
}

function nextOf(
  track: Track,
  at: string,
  { decided, last }: Passage,
  evidence: ReadonlySet<string>,
): string | undefined {
  const step = track.steps.find(({ id }) => id === at);
  const told = decided[at];
  if (step?.kind === 'split' && told !== undefined) return step.arms.find(({ id }) => id === told)?.goto;
  if (step?.kind === 'branch' && told !== undefined) return told;
  const open = followers(track, at);
  if (open.length < 2) return open[0];
  return (
    open.find((id) => id !== last && evidence.has(id)) ??
    open.find((id) => reachable(track, id).has(last)) ??
    open[0]
  );
}

/** Where a step may lead, the usual way first. */
function followers(track: Track, at: string): string[] {
  const place = track.steps.findIndex(({ id }) => id === at);
  const step = track.steps[place];
  const following = track.steps[place + 1]?.id;
  const to = (): (string | undefined)[] => {
    switch (step?.kind) {
      case 'exit':
        return [];
      case 'branch':
        return [step.otherwise ?? following, ...step.cases.map((one) => one.goto)];
      case 'split':
        return step.arms.map((arm) => arm.goto);
      case 'wait-for':
        return [step.goto ?? following, step.otherwise ?? following];
      default:
        return [following];
    }
  };
  return [...new Set(to().filter((id) => id !== undefined))];
}

function reachable(track: Track, from: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...followers(track, at));
  }
  return seen;
}

/** Why this way, where a step has several. */
function nameOfWay(track: Track, from: string, to: string): string | undefined {
  const step = track.steps.find(({ id }) => id === from);
  if (step?.kind === 'split') return step.arms.find((arm) => arm.goto === to)?.id;
  if (step?.kind === 'branch') return step.cases.find((one) => one.goto === to)?.when ?? 'otherwise';
  if (step?.kind !== 'wait-for' || followers(track, from).length < 2) return undefined;
  return followers(track, from)[0] === to ? 'in time' : 'too late';
}
