import { expect, it } from 'vitest';
import { shippedDecisions } from './shipped-processes.ts';

const decisions = await shippedDecisions();

it.each([
  [0, false, 'none', 'clear'],
  [0.7499, false, 'none', 'clear'],
  [0.75, false, 'none', 'review'],
  [0.9199, false, 'none', 'review'],
  [0.92, false, 'none', 'review'],
  [1, false, 'none', 'review'],
  [0.3, true, 'none', 'block'],
  [1, true, 'cleared', 'clear'],
  [0.8, false, 'cleared', 'clear'],
  [0.1, false, 'confirmed', 'block'],
])(
  'screening: score %d, equal identifier %s, decided before: %s → %s',
  (score, identifierHit, priorDecision, action) => {
    expect(decisions['screening-disposition']?.({ screening: { score, identifierHit, priorDecision } })).toMatchObject({
      action,
    });
  },
);

it.each([
  [0, 0],
  [999.99, 0],
  [1_000, 1],
  [4_999.99, 1],
  [5_000, 2],
])('authority: %d EUR needs %i approvers', (costInBase, approvers) => {
  expect(decisions['approval-authority']?.({ proposal: { costInBase } })).toMatchObject({ approvers });
});
