import type { Intent } from '../../requests.ts';
import { addAnEmail, changeSubject, reorder, replaceContent, swap, takeOut } from './emails.ts';
import { beginExperiment } from './experiment.ts';
import { editTrackInAnyWords } from './frames/read.ts';
import {
  dropPolicy,
  editApproval,
  editCap,
  editDomains,
  editDropAfter,
  editGap,
  editHolidays,
  editQuietHours,
  editWindow,
} from './policy.ts';
import { dropThreshold, editDecay, editFit, newThreshold, stopDecay } from './score.ts';
import { dropSegment, editSegment, newSegment, renameASegment } from './segment.ts';
import { addABranch, addStep, addWaiting } from './steps.ts';
import { editEmailDay, editSendTime, editSpacing, editWait } from './timing.ts';
import { copy, editEntry, editExits, editGoal, editTrackFields, remove, rename } from './track.ts';
import { addTemplate, dropTrigger, editTrigger, newTrigger } from './trigger.ts';

/** Everything of the program that a person may change in words, but points and what is built anew; the narrower first. */
export const edits: readonly Intent[] = [
  beginExperiment,
  editTrackInAnyWords,
  ...[addStep, addWaiting, addABranch],
  ...[editWait, editSpacing, editEmailDay, editSendTime],
  ...[takeOut, swap, reorder, replaceContent, addAnEmail, changeSubject],
  ...[newSegment, editSegment, renameASegment, dropSegment],
  ...[addTemplate, dropTrigger, editTrigger],
  ...[editDecay, stopDecay, editFit, newThreshold, dropThreshold],
  ...[editEntry, editGoal, editExits, editTrackFields, rename, copy, remove],
  ...[
    editCap,
    editQuietHours,
    editGap,
    editWindow,
    editApproval,
    editHolidays,
    editDomains,
    editDropAfter,
    dropPolicy,
  ],
  newTrigger,
];
