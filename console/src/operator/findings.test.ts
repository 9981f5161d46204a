import { expect, it } from 'vitest';
import { DESK_ANSWERS } from '../test/city';
import { findings } from './findings';

const FOUND = DESK_ANSWERS['GET /api/v1/search']();
const first = (words: string, strong: boolean) => findings({ ...FOUND, strong }, words)[0]?.key;

it('puts first what surely is meant', () => {
  expect(first('how often is the button pressed', true)).toBe('article 9');
  expect(first('signal', false)).toBe('service 5');
  expect(first('rosa', false)).toBe('contact 3');
  expect(first('10 000 0011', false)).toBe('case 100000011');
  const before = findings({ ...FOUND, cases: [], strong: false }, 'SR21-00000630');
  expect(before[0]?.to).toBe('/desk/historic/OLD%20SYSTEM/SR21-00000630');
});

it('asks a department before it opens what was found by chance', () => {
  expect(first('who paints the signals', false)).toBe('ask');
  expect(findings({ ...FOUND, cases: [], contacts: [], strong: false }, '416 555 0000')[0]?.key).toBe('ask');
});
