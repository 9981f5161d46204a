import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { OREN } from '../test/cast';
import { draw } from '../test/render';
import { usePresence, type Staff } from './presence';

function Says({ presence }: { presence: Staff['presence'] }) {
  return <output>{usePresence()({ ...OREN, presence })}</output>;
}

async function said(language: string, state: Staff['presence']['state'], until: string | null) {
  const { unmount } = await draw(<Says presence={{ state, until }} />, { language });
  const text = screen.getByRole('status').textContent?.replace(/[\u202f\u00a0]/g, ' ');
  unmount();
  return text;
}

it('says until when somebody is there, and when they are back', async () => {
  expect(await said('en', 'at_work', '2026-11-24T22:00:00Z')).toBe('there today until 5:00 PM');
  expect(await said('en', 'at_work', '2026-11-25T11:00:00Z')).toBe('there until tomorrow, 6:00 AM');
  expect(await said('en', 'at_work', null)).toBe('there');
  expect(await said('en', 'off_hours', '2026-11-30T14:00:00Z')).toBe('back Mon 30 Nov, 9:00 AM');
  expect(await said('en', 'absent', '2026-11-30T14:00:00Z')).toBe('away until Mon 30 Nov, 9:00 AM');
  expect(await said('en', 'absent', null)).toBe('away');
  expect(await said('en', 'disabled', null)).toBe('disabled');
  expect(await said('fr', 'at_work', '2026-11-24T22:00:00Z')).toBe('en poste aujourd’hui jusqu’à 17 h 00');
  expect(await said('fr', 'off_hours', '2026-11-30T14:00:00Z')).toBe('de retour lun. 30 nov. à 9 h 00');
});
