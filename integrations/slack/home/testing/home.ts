import type { HomeData } from '../home-data.ts';

const at = Date.UTC(2026, 2, 18, 12);
const url = 'https://trellis.example';

/** A home tab with something of everything. */
export const home: HomeData = {
  name: 'Abel Example',
  role: 'approver',
  pending: [
    {
      id: 'c1',
      title: 'Pause the SMB fast track',
      author: 'Mara <Example>',
      own: false,
      risk: 'high',
      expiresAt: at + 86_400_000,
      url: `${url}/changes/c1`,
    },
    {
      id: 'c2',
      title: 'Give 25 points for a pricing page visit',
      author: 'Abel Example',
      own: true,
      risk: 'low',
      expiresAt: at + 86_400_000,
      url: `${url}/changes/c2`,
    },
  ],
  morePending: 3,
  week: { sentences: ['Of the stays at a journey stage 34 % (409 of 1,203) led to a later one so far.'] },
  tracks: [
    {
      title: 'SMB fast track',
      on: 1204,
      came: 40,
      failed: 0,
      late: 0,
      paused: false,
      url: `${url}/program/tracks/smb`,
    },
    {
      title: 'Enterprise',
      on: 12,
      came: 0,
      failed: 2,
      late: 5,
      paused: false,
      url: `${url}/program/tracks/ent`,
    },
    {
      title: 'Cold leads',
      on: 3,
      came: 0,
      failed: 0,
      late: 3,
      paused: true,
      url: `${url}/program/tracks/cold`,
    },
    { title: 'Fintech', on: 0, came: 0, failed: 0, late: 0, paused: false, url: `${url}/program/tracks/fin` },
  ],
  moreTracks: 0,
  at,
  pages: {
    changes: `${url}/changes`,
    performance: `${url}/performance?period=last+7+days`,
    program: `${url}/program`,
  },
};
