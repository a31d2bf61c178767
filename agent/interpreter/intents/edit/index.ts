import type { Intent } from '../../requests.ts';
import { limits } from '../limits/index.ts';
import { changeDecay } from '../points/decay.ts';
import { changeFit } from '../points/fit.ts';
import { changePoints } from '../points/points.ts';
import { changeThreshold } from '../points/threshold.ts';
import { segmentWish } from '../segments.ts';
import { addAnEmail, changeSubject, replaceContent, takeOut } from './emails.ts';
import { beginExperiment } from './experiment.ts';
import { editTrackInAnyWords } from './frames/read.ts';
import { newTriggerInAnyVoice } from './new-trigger.ts';
import { newThreshold } from './score.ts';
import { editSegment, newSegment } from './segment.ts';
import { addABranch, addStep, addWaiting } from './steps.ts';
import { editEmailDay, editSendTime, editSpacing, editWait } from './timing.ts';
import { copy, editExits, editTrackFields, rename } from './track.ts';
import { addTemplate, editTrigger, newTrigger } from './trigger.ts';
import { endTrigger, hastenTask, limitTrigger } from './trigger-wishes.ts';

/** Everything of the program that a person may change in words, but points and what is built anew; the narrower first. */
export const edits: readonly Intent[] = [
  ...limits,
  segmentWish,
  ...[endTrigger, limitTrigger, hastenTask, newTriggerInAnyVoice],
  ...[changeDecay, changeFit, changeThreshold, changePoints],
  beginExperiment,
  editTrackInAnyWords,
  ...[addStep, addWaiting, addABranch],
  ...[editWait, editSpacing, editEmailDay, editSendTime],
  ...[takeOut, replaceContent, addAnEmail, changeSubject],
  ...[newSegment, editSegment],
  ...[addTemplate, editTrigger],
  newThreshold,
  ...[editExits, editTrackFields, rename, copy],
  newTrigger,
];
