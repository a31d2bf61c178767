import type { Command } from 'commander';
import type { Session } from '../../session.ts';
import { addAdd } from './add.ts';
import { addList } from './list.ts';
import { addPreview } from './preview.ts';
import { addSearch } from './search.ts';

/** `trellis library list|search|add`. */
export function addLibrary(program: Command, session: Session): void {
  const library = program.command('library').description('the content library');
  addList(library, session);
  addSearch(library, session);
  addAdd(library, session);
  addPreview(library, session);
}
