import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { CALL, DESK_ANSWERS } from '../test/city';
import { draw } from '../test/render';
import { serve } from '../test/server';
import { DeskProvider } from './DeskProvider';
import { SearchBox } from './SearchBox';

/** A call whose caller becomes known when a key is let go, as when the server answers late. */
function LateName() {
  const [known, setKnown] = useState(false);
  return (
    <div onKeyUp={({ key }) => key === 'n' && setKnown(true)}>
      <DeskProvider call={{ ...CALL, contact: known ? CALL.contact : null }}>
        <button type="button">{known ? 'KNOWN' : 'UNKNOWN'}</button>
        <SearchBox />
      </DeskProvider>
    </div>
  );
}

it('keeps what is typed while the caller becomes known', async () => {
  serve(DESK_ANSWERS);
  await draw(<LateName />);
  const box = await screen.findByRole('combobox');
  await userEvent.type(box, 'when is the pool open');
  expect(screen.getByRole('button', { name: 'KNOWN' })).toBeVisible();
  expect(box).toHaveValue('when is the pool open');
});

it('takes the focus when the caller becomes known', async () => {
  serve(DESK_ANSWERS);
  await draw(<LateName />);
  screen.getByRole('button', { name: 'UNKNOWN' }).focus();
  await userEvent.keyboard('n');
  expect(await screen.findByRole('combobox')).toHaveFocus();
});
