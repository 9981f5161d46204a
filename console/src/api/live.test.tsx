import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { draw } from '../test/render';
import { serve } from '../test/server';
import { useTelephone } from '../telephone/telephone';
import { LiveChanges, useLineIsUp } from './live';
import { useCase } from './queries';
import { CASE } from '../test/city';

class Line {
  static opened: Line[] = [];
  onopen?: () => void;
  onclose?: () => void;
  onmessage?: (message: { data: string }) => void;
  constructor(readonly url: string) {
    Line.opened.push(this);
  }
  close() {}
}

function Watching() {
  const up = useLineIsUp();
  const one = useCase('100000011').data;
  return (
    <p>
      {up ? 'up' : 'down'} {one?.summary}
    </p>
  );
}

beforeEach(() => {
  Line.opened = [];
  vi.stubGlobal('WebSocket', Line);
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('reads again what the server says has changed, and says when the line is down', async () => {
  let summary = 'FIRST';
  serve({
    'GET /api/v1/cases/100000011': () => ({ ...CASE, summary }),
    'GET /api/v1/session': () => ({}),
  });
  await draw(
    <LiveChanges>
      <Watching />
    </LiveChanges>,
  );
  await screen.findByText('up FIRST');
  act(() => Line.opened[0]!.onopen?.());

  summary = 'SECOND';
  act(() => Line.opened[0]!.onmessage?.({ data: '{"topic":"case","number":"100000011","version":4}' }));
  await screen.findByText('up SECOND');

  act(() => Line.opened[0]!.onclose?.());
  await screen.findByText('down SECOND');
  // What happens meanwhile is told to nobody; it is read when the line is back.
  summary = 'THIRD';
  await act(() => vi.advanceTimersByTimeAsync(1_500));
  expect(Line.opened).toHaveLength(2);
  act(() => Line.opened[1]!.onopen?.());
  await screen.findByText('up THIRD');
});

it('reads the telephone again when that has changed, and no case for it', async () => {
  const heard = serve({ 'GET /api/v1/cases/100000011': () => CASE });
  function Telephone() {
    useTelephone();
    return <Watching />;
  }
  await draw(
    <LiveChanges>
      <Telephone />
    </LiveChanges>,
  );
  await screen.findByText(`up ${CASE.summary}`);
  const asked = () => heard.map(({ path }) => path).toSorted();
  expect(asked()).toEqual(['/api/v1/cases/100000011', '/api/v1/telephone']);
  act(() => Line.opened[0]!.onmessage?.({ data: '{"topic":"telephone"}' }));
  await act(() => vi.advanceTimersByTimeAsync(500));
  expect(asked()).toEqual(['/api/v1/cases/100000011', '/api/v1/telephone', '/api/v1/telephone']);
});
