import { useCallback, useEffect, useState } from 'react';
import { api, bodyOf, type Schemas } from '../api/client';
import { isProblem } from '../api/problem';

export type Line = Schemas['SimulatedLine'];
export type Use = Schemas['UseSimulatedLine'];

const EVERY_MS = 1_000;

interface Known {
  line: Line | undefined;
  /** Why nothing is known: there is no such telephone here, or no line to the server. */
  trouble: 'none_here' | 'no_answer' | undefined;
  use: (what: Use) => void;
}

/** A resident's telephone, looked at each second. */
export function useLine(number: string): Known {
  const path = { line: number };
  const [line, setLine] = useState<Line>();
  const [trouble, setTrouble] = useState<Known['trouble']>();

  const take = useCallback((answer: Promise<Line>) => {
    answer.then(
      (now) => {
        setLine(now);
        setTrouble(undefined);
      },
      (error: unknown) =>
        // What does not fit the call any more is seen at the next look.
        isProblem(error) && error.status === 404
          ? setTrouble('none_here')
          : isProblem(error) && error.passing && setTrouble('no_answer'),
    );
  }, []);

  useEffect(() => {
    const look = () =>
      take(
        bodyOf(api.GET('/api/v1/simulated-telephone/lines/{line}', { params: { path: { line: number } } })),
      );
    look();
    const looking = setInterval(look, EVERY_MS);
    return () => clearInterval(looking);
  }, [number, take]);

  const use = (what: Use) =>
    take(bodyOf(api.POST('/api/v1/simulated-telephone/lines/{line}', { params: { path }, body: what })));
  return { line, trouble, use };
}
