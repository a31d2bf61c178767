import { analysePerformance } from './analyse-performance.ts';
import { buildSystem } from './build-system.ts';
import { draftEmail } from './draft-email.ts';
import { explainLeadTool } from './explain-lead.ts';
import { haltSending } from './halt-sending.ts';
import { proposeChange } from './propose-change.ts';
import { proposeTrack } from './propose-track.ts';
import { queryLeadsTool } from './query-leads.ts';
import { readExperimentsTool } from './read-experiments.ts';
import { recommendContent } from './recommend-content.ts';
import { searchContent } from './search-content.ts';
import { sendTest } from './send-test.ts';
import { showChanges } from './show-changes.ts';
import { showProgram } from './show-program.ts';
import { simulateLead } from './simulate-lead.ts';
import type { Tool } from './tool.ts';

/** Every tool there is, the same for the agent and for MCP. None approves or applies. */
export const tools: readonly Tool[] = [
  queryLeadsTool,
  showProgram,
  analysePerformance,
  readExperimentsTool,
  explainLeadTool,
  searchContent,
  recommendContent,
  draftEmail,
  proposeTrack,
  buildSystem,
  showChanges,
  haltSending,
  sendTest,
  simulateLead,
  proposeChange,
];
