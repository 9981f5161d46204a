import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Screens } from '../shell/Screens';
import { draw } from './render';
import { serve } from './server';
import { untranslated } from './untranslated';

it('sees text that comes from no catalogue', async () => {
  const { container } = await draw(<p aria-label="forgotten">CITY ⟦fîñé⟧ but this</p>, {
    language: 'pseudo',
  });
  expect(untranslated(container)).toEqual(['forgotten', 'CITY ⟦fîñé⟧ but this']);
});

it('the desk shows no untranslated text', async () => {
  serve({
    'GET /api/v1/obligations': () => ({
      now: '2026-11-24T16:40:00Z',
      obligations: [
        {
          kind: 'promise',
          id: 1,
          case: '123456782',
          spoken_number: '12 345 6782',
          summary: 'BUTTON',
          owner: { id: 1, name: 'OREN HALE' },
          due: '2026-11-24T17:40:00Z',
          late: false,
          contact: { id: 3, name: 'ROSA' },
        },
      ],
    }),
  });
  const { container } = await draw(<Screens />, { language: 'pseudo', at: '/desk' });
  await screen.findByText('BUTTON');
  expect(untranslated(container)).toEqual([]);
});
