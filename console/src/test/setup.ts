import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, expect, vi } from 'vitest';

// The first screen of a file is loaded with all that it imports, on a machine that does other things.
configure({ asyncUtilTimeout: 15_000 });

// jsdom draws nothing that could be scrolled.
Element.prototype.scrollIntoView = () => undefined;

beforeEach(() => {
  vi.spyOn(console, 'warn').mockClear();
});

afterEach(() => {
  // The design system says by a warning what it does not allow.
  const warnings = vi.mocked(console.warn).mock.calls.map(String);
  expect(warnings.filter((one) => one.includes('USWDS'))).toEqual([]);
  cleanup();
  sessionStorage.clear();
});
