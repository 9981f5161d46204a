import type { Unsent } from './drafts';

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? // A number or a time is nothing to know a form by.
      [value].filter((text) => /\p{L}{2}/u.test(text))
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** The longest of what was typed: by that one knows it again. */
export const wordsOf = ({ values }: Unsent) =>
  textsIn(values).reduce((longest, one) => (one.length > longest.length ? one : longest), '');
