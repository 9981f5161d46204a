import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { draw } from '../test/render';
import { serve } from '../test/server';
import { AreaFigures } from './AreaFigures';

it('shows each drawing of a layer with its cases', async () => {
  const area = (code: string, name: string, open: number) => ({ code, name, open, resolved: 0, closed: 1 });
  serve({
    'GET /api/v1/measures/areas': () => ({
      layers: [
        { layer: 'WARD', from: null, until: '2022-11-15', areas: [area('1', 'HARBOUR', 4)] },
        { layer: 'WARD', from: '2022-11-15', until: null, areas: [area('02', 'OLD HARBOUR', 7)] },
      ],
    }),
  });
  await draw(<AreaFigures />);
  const before = await screen.findByRole('table', { name: /ward before Tue 15 Nov 2022/ });
  expect(within(before).getByRole('row', { name: 'HARBOUR (1) 4 0 1' })).toBeVisible();
  const after = screen.getByRole('table', { name: /ward since Tue 15 Nov 2022/ });
  expect(within(after).getByRole('row', { name: 'OLD HARBOUR (02) 7 0 1' })).toBeVisible();
});
