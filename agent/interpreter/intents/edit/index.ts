import type { Intent } from '../../requests.ts';
import { addAnEmail, changeSubject, reorder, replaceContent, swap, takeOut } from './emails.ts';
import { editEmailDay, editSendTime, editSpacing, editWait } from './timing.ts';

/** Everything of the program that a person may change in words, but scoring and what is built anew. */
export const edits: readonly Intent[] = [
  editWait,
  editSpacing,
  editEmailDay,
  editSendTime,
  takeOut,
  swap,
  reorder,
  replaceContent,
  addAnEmail,
  changeSubject,
];
