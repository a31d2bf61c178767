import type { ToolCallRecord } from '../../types.ts';
import { cannotApprove } from '../intents/changes.ts';
import type { Only } from '../requests.ts';
import { type Analysis, analysisWords, comparisonWords } from './analysis.ts';
import { changesWords, haltWords, proposalWords } from './changes.ts';
import { contentWords } from './content.ts';
import { draftWords } from './draft.ts';
import { experimentsWords } from './experiments.ts';
import { explanationWords } from './explain.ts';
import { leadsWords } from './leads.ts';
import { partWords, programWords } from './program.ts';
import { recommendationWords } from './recommendations.ts';
import { simulationWords, testWords } from './simulation.ts';
import { systemWords } from './system.ts';

/** Words the output of each tool; every figure is taken from it. */
const wordings: Readonly<Record<string, (output: never) => string>> = {
  query_leads: leadsWords,
  show_program: programWords,
  explain_lead: explanationWords,
  analyse_performance: (output: Analysis) => analysisWords(output),
  read_experiments: experimentsWords,
  search_content: contentWords,
  recommend_content: recommendationWords,
  draft_email: draftWords,
  propose_track: proposalWords,
  build_system: systemWords,
  propose_change: proposalWords,
  send_test: testWords,
  simulate_lead: simulationWords,
  show_changes: changesWords,
  halt_sending: haltWords,
};

/** The answer to a turn whose tools have run. */
export function answerInWords(
  calls: readonly ToolCallRecord[],
  notes: readonly string[],
  only?: Only,
): string {
  const [first] = calls;
  const metrics = only && 'metrics' in only ? only.metrics : undefined;
  if (only && !('metrics' in only) && first && !errorWords(first.output))
    return [partWords(first.output as never, only), ...notes].join('\n\n');
  if (notes.includes(cannotApprove) && first)
    return approvalWords(
      first,
      notes.filter((note) => note !== cannotApprove),
    );
  // What was left out comes first: the figures below are for less than was asked.
  const leftOut = notes.filter((note) => note.startsWith('I did not understand'));
  const others = notes.filter((note) => !leftOut.includes(note));
  return [...leftOut, ...outputsInWords(calls, metrics), ...others].join('\n\n');
}

/** One text a call, also for turns in which a model failed to say anything itself. */
export function outputsInWords(calls: readonly ToolCallRecord[], metrics?: readonly string[]): string[] {
  const measured = calls.filter(({ name, output }) => name === 'analyse_performance' && !errorWords(output));
  if (measured.length > 1 && measured.length === calls.length) {
    return [comparisonWords(measured.map(({ output }) => output) as Analysis[], metrics)];
  }
  if (metrics && measured.length === 1) return [analysisWords(measured[0]?.output as Analysis, metrics)];
  return calls.map(
    ({ name, output }) => errorWords(output) ?? wordings[name]?.(output as never) ?? `${name} has run.`,
  );
}

function approvalWords(call: ToolCallRecord, notes: readonly string[]): string {
  const failed = errorWords(call.output);
  if (failed) return [failed, cannotApprove].join('\n\n');
  const { change, changes } = call.output as {
    change?: { status?: string; title?: string; url?: string; resolved_by?: string };
    changes?: unknown[];
  };
  if (!change) {
    return changes?.length === 0
      ? 'There is no change waiting for approval.'
      : [cannotApprove, changesWords(call.output as never), ...notes].join('\n\n');
  }
  if (change.status !== 'proposed') {
    const by = change.resolved_by ? ` by ${change.resolved_by}` : '';
    return `“${change.title}” is already ${change.status}${by}: ${change.url}`;
  }
  return [`${cannotApprove}\nApprove or reject “${change.title}” here: ${change.url}`, ...notes].join('\n\n');
}

function errorWords(output: unknown): string | undefined {
  const error = (
    output as {
      error?: { code?: string; message?: string; faults?: { path: string; message: string }[] };
    } | null
  )?.error;
  if (!error) return undefined;
  const faults = (error.faults ?? []).map(
    (fault) => `- ${fault.path ? `${fault.path}: ` : ''}${fault.message}`,
  );
  const asks = error.code === 'lead.ambiguous' ? ' Which one do you mean?' : '';
  return [`${error.message ?? 'That failed.'}${asks}`, ...faults].join('\n');
}
