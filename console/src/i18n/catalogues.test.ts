import { describe, expect, it } from 'vitest';
import { en, fr } from './catalogues';
import { pseudo } from './pseudo';

type Messages = { [key: string]: string | Messages };

function flat(messages: Messages, path = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, message]) =>
      typeof message === 'string' ? [[path + key, message] as const] : [...flat(message, `${path}${key}.`)],
    ),
  );
}

const names = (message: string) => [...message.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).sort();

describe('the catalogues', () => {
  const english = flat(en);
  const french = flat(fr);

  it('have the same messages', () => {
    expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('put the same things into them', () => {
    for (const [key, message] of english)
      expect([key, names(french.get(key)!)]).toEqual([key, names(message)]);
  });

  it('say something in each of them', () => {
    for (const [key, message] of [...english, ...french])
      expect([key, message.trim()]).not.toEqual([key, '']);
  });
});

it('the pseudo-language keeps what is put into a message', () => {
  expect(pseudo({ hello: 'Good day, {{name}}' })).toEqual({ hello: '⟦Gööd dåý, {{name}}~~~~~~⟧' });
});
