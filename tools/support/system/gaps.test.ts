import { expect, it } from 'vitest';
import { journeyStages } from '../../../engine/program/schema.ts';
import { emailTopics, kindTopics } from '../../../engine/program/templates/system/content-needs.ts';
import { paces } from '../../../engine/program/templates/system/pace.ts';
import { contentMatrix } from '../../../knowledge/recommend/content-matrix.ts';

it('has a topic for every kind that a stage needs, and for every email of every cycle', () => {
  for (const stage of journeyStages) {
    expect(Object.keys(kindTopics[stage]).sort()).toEqual([...contentMatrix[stage]].sort());
    for (const pace of Object.values(paces))
      expect(emailTopics[stage].length).toBeGreaterThanOrEqual(pace[stage].days.length);
  }
});
