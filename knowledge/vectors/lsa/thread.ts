import { parentPort, workerData } from 'node:worker_threads';
import { countTerms } from '../../lexical/bm25.ts';
import { termsOf } from '../../lexical/terms.ts';
import { encodeModel } from './model.ts';
import { trainLsa } from './train.ts';
import type { TrainingTask } from './train-in-thread.ts';

if (!parentPort) throw new Error('This file is run in a thread; see train-in-thread.ts.');
const { passages, dimensions } = workerData as TrainingTask;
const model = trainLsa(
  passages.map(({ text, language }) => countTerms(termsOf(text, language))),
  dimensions,
);
parentPort.postMessage(model ? encodeModel(model) : undefined);
