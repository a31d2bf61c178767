import type { Command } from 'commander';
import type { Session } from '../../session.ts';
import { addAdd } from './add.ts';
import { addApproval } from './approve.ts';
import { addCoverage } from './coverage.ts';
import { addDraft } from './draft.ts';
import { addIndexStatus } from './index-status.ts';
import { addList } from './list.ts';
import { addPreview } from './preview.ts';
import { addProblems } from './problems.ts';
import { addRecommend } from './recommend.ts';
import { addRetire } from './retire.ts';
import { addSearch } from './search.ts';
import { addSet } from './set.ts';
import { addShow } from './show.ts';

/** `trellis library`: what the company can send and cite. */
export function addLibrary(program: Command, session: Session): void {
  const library = program.command('library').description('the content library');
  addList(library, session);
  addSearch(library, session);
  addRecommend(library, session);
  addCoverage(library, session);
  addAdd(library, session);
  addPreview(library, session);
  addIndexStatus(library, session);
  addShow(library, session);
  addSet(library, session);
  addApproval(library, session);
  addRetire(library, session);
  addProblems(library, session);
  addDraft(library, session);
}
