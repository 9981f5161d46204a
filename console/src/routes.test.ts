import { expect, it } from 'vitest';
import { afterCallOf, homeOf } from './routes';

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

it.each([
  ['operator', '/desk'],
  ['supervisor', '/desk'],
  ['department_manager', '/department'],
] as const)('a call leaves a %s at %s', (role, home) => {
  expect(afterCallOf(role)).toBe(home);
});
