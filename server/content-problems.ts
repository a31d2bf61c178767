import { pinnedSteps } from '../engine/program/pins.ts';
import type { ContentProblem } from '../knowledge/items/problems.ts';
import { fileNotices } from '../knowledge/items/sql/notices.ts';
import type { Installation } from './installation.ts';

/** What is wrong with the content that the program in force sends. */
export async function problemsInForce({
  engine,
  library,
}: Pick<Installation, 'engine' | 'library'>): Promise<ContentProblem[]> {
  const { program } = await engine.program();
  return library.problems(pinnedSteps(program));
}

/** Tells people of each problem once, when it begins. Gives how many began. */
export async function noticeProblems(
  installation: Pick<Installation, 'db' | 'engine' | 'library' | 'clock'>,
): Promise<number> {
  const { db, clock } = installation;
  const problems = await problemsInForce(installation);
  return db.transaction((tx) => fileNotices(tx, problems, clock()));
}

/** For `trellis doctor`: it works, and somebody should look at it. */
export async function describeProblems(
  installation: Pick<Installation, 'engine' | 'library'>,
): Promise<string> {
  const problems = await problemsInForce(installation);
  if (problems.length === 0) return 'nothing in force is retired or out of date';
  const [first] = problems;
  const more = problems.length > 1 ? ` And ${problems.length - 1} more: \`trellis library problems\`.` : '';
  return `${first?.words}${more}`;
}
