import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, expect } from 'vitest';

// The first screen of a file is loaded with all that it imports, on a machine that does other things.
configure({ asyncUtilTimeout: 15_000 });

// jsdom draws nothing that could be scrolled.
Element.prototype.scrollIntoView = () => undefined;

// The design system says by a warning what it does not allow. Not by a spy, for tests restore those.
const disallowed: string[] = [];
const warn = console.warn;
console.warn = (...words: unknown[]) => {
  if (String(words[0]).includes('USWDS')) disallowed.push(String(words[0]));
  warn(...words);
};

afterEach(() => {
  cleanup();
  sessionStorage.clear();
  expect(disallowed.splice(0)).toEqual([]);
});
