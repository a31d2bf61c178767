import type { Action, Program } from '../schema.ts';

/** Every action of the program with its place: triggers, thresholds and track steps. */
export function actionsOf(
  program: Pick<Program, 'scoring' | 'triggers' | 'tracks'>,
): { path: string; action: Action }[] {
  const listed = (path: string, things: Readonly<Record<string, { actions: readonly Action[] }>>) =>
    Object.entries(things).flatMap(([id, { actions }]) =>
      actions.map((action, n) => ({ path: `${path}/${id}/actions/${n}`, action })),
    );
  return [
    ...listed('scoring/thresholds', program.scoring.thresholds),
    ...Object.entries(program.scoring.thresholds).flatMap(([id, { down = [] }]) =>
      down.map((action, n) => ({ path: `scoring/thresholds/${id}/down/${n}`, action })),
    ),
    ...listed('triggers', program.triggers),
    ...Object.entries(program.tracks).flatMap(([id, { steps }]) =>
      steps.flatMap((step, place) =>
        step.kind === 'action' ? [{ path: `tracks/${id}/steps/${place}/action`, action: step.action }] : [],
      ),
    ),
  ];
}
