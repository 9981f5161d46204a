import { expect, it } from 'vitest';
import { asked, type ServiceQuestion } from './script';

const question = (code: string, when?: { code: string; equals: string }): ServiceQuestion => ({
  code,
  text: { en: code, fr: code },
  datatype: 'string',
  required: false,
  ...(when ? { when } : {}),
});
const codes = (questions: ServiceQuestion[]) => questions.map(({ code }) => code);

const SCRIPT = [
  question('pet'),
  question('breed', { code: 'pet', equals: 'dog' }),
  question('leash', { code: 'breed', equals: 'big' }),
];

it('puts a question that hangs on an answer only when that answer was given', () => {
  expect(codes(asked(SCRIPT, {}))).toEqual(['pet']);
  expect(codes(asked(SCRIPT, { pet: 'dog' }))).toEqual(['pet', 'breed']);
  expect(codes(asked(SCRIPT, { pet: 'cat,dog', breed: 'big' }))).toEqual(['pet', 'breed', 'leash']);
});

it('forgets what hangs on a question that is not put any more', () => {
  expect(codes(asked(SCRIPT, { pet: 'cat', breed: 'big' }))).toEqual(['pet']);
});
