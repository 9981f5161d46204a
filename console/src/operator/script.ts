import type { Schemas } from '../api/client';

export type ServiceQuestion = Schemas['ServiceQuestion'];
/** By the question's code; several chosen values stand one after the other, with commas. */
export type Answers = Record<string, string>;

export const chosen = (answer: string) => answer.split(',').filter(Boolean);

/** The questions that are put, given what was answered so far: one may hang on another's answer. */
export function asked(questions: ServiceQuestion[], answers: Answers): ServiceQuestion[] {
  const put: ServiceQuestion[] = [];
  for (const question of questions) {
    const { when } = question;
    const depends = when?.code !== undefined;
    const standing = put.some(({ code }) => code === when?.code);
    if (depends && !(standing && chosen(answers[when.code!] ?? '').includes(when.equals ?? ''))) continue;
    put.push(question);
  }
  return put;
}
