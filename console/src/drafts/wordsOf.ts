import type { Unsent } from './drafts';

const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

/** The longest of what was typed: by that one knows it again. */
export const wordsOf = ({ values }: Unsent) =>
  textsIn(values).reduce((longest, one) => (one.length > longest.length ? one : longest), '');
