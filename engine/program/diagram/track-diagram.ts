import { stepName, waitWords } from '../diff/step-words.ts';
import { actionWords, type Names, namesOf, quote } from '../diff/words.ts';
import { scheduleOf } from '../schedule.ts';
import type { Program, Step, Track } from '../schema.ts';
import { edge, type Link, type NodeShape, node } from './mermaid.ts';

/**
 * A track as a Mermaid flowchart: how leads enter, every step with where it leads to, and what ends it early. Steps are
 * named by their place, so that no id can be taken for a word of Mermaid. The same text for the same track.
 */
export function trackDiagram(program: Program, track: Track): string {
  const names = namesOf(program);
  const emails = new Map(scheduleOf(track).map(({ place, email }) => [place, email]));
  const places = new Map(track.steps.map(({ id }, place) => [id, place]));
  const at = (place: number) => (place < track.steps.length ? `s${place}` : 'finished');
  const to = (id: string | undefined, place: number) =>
    at(id === undefined ? place + 1 : (places.get(id) ?? place + 1));
  const links = track.steps.flatMap((step, place) =>
    linksOf(step, (id) => to(id, place)).map(edge(at(place))),
  );
  const ends = links.some((line) => line.endsWith(' finished'));
  const leaves = leavingOf(track);
  return [
    'flowchart TD',
    ...[
      node(
        'entry',
        'stadium',
        track.entry ? `Enters when ${track.entry.when}` : 'Enters when somebody or something enrols',
      ),
      ...track.steps.map((step, place) =>
        node(at(place), shapes[step.kind], wordsOf(step, emails.get(place), names)),
      ),
      ...(ends ? [node('finished', 'stadium', 'Ends: finished')] : []),
      edge('entry')({ to: at(0) }),
      ...links,
      ...(leaves.length > 0 ? [node('leaves', 'note', leaves.join('\n')), 'entry -.- leaves'] : []),
    ].map((line) => `  ${line}`),
    '',
  ].join('\n');
}

const shapes: Readonly<Record<Step['kind'], NodeShape>> = {
  email: 'box',
  wait: 'round',
  'wait-for': 'hexagon',
  branch: 'diamond',
  split: 'diamond',
  action: 'subroutine',
  exit: 'stadium',
};

function wordsOf(step: Step, email: number | undefined, names: Names): string {
  switch (step.kind) {
    case 'email':
      return `${capital(stepName(step, email))}\n${step.content.item}, version ${step.content.version}`;
    case 'wait':
      return `Wait ${waitWords(step)}`;
    case 'wait-for':
      return `Wait until ${step.when}, at most ${step.within}`;
    case 'branch':
      return capital(stepName(step, undefined));
    case 'split':
      return `${capital(stepName(step, undefined))}${step.experiment === undefined ? '' : `\nexperiment ${quote(step.experiment)}`}`;
    case 'action':
      return capital(actionWords(step.action, names));
    case 'exit':
      return `Ends: ${step.reason}`;
  }
}

/** Where a step leads to; `to` without an id is the step that follows. */
function linksOf(step: Step, to: (id?: string) => string): Link[] {
  switch (step.kind) {
    case 'exit':
      return [];
    case 'branch':
      return [
        ...step.cases.map(({ when, goto }) => ({ to: to(goto), words: when })),
        { to: to(step.otherwise), words: 'else' },
      ];
    case 'split':
      return step.arms.map(({ id, weight, goto }) => ({ to: to(goto), words: `${id}, weight ${weight}` }));
    case 'wait-for':
      return [
        { to: to(step.goto), words: 'it holds' },
        { to: to(step.otherwise), words: 'time is up' },
      ];
    default:
      return [{ to: to() }];
  }
}

/** What ends an enrolment wherever it stands. */
function leavingOf({ goal, exits }: Track): string[] {
  return [
    ...(goal === undefined ? [] : [`Goal: ${goal}`]),
    ...Object.entries(exits).map(([id, { when }]) => `Exit ${quote(id)}: ${when}`),
  ];
}

function capital(words: string): string {
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
}
