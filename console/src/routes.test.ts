import { expect, it } from 'vitest';
import { homeOf } from './routes';

it.each([
  ['operator', '/desk'],
  ['supervisor', '/supervisor'],
  ['department_staff', '/department'],
  ['department_manager', '/department'],
  ['administrator', '/cases'],
  ['analyst', '/lists/services'],
] as const)('%s starts at %s', (role, home) => {
  expect(homeOf(role)).toBe(home);
});
