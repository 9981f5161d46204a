import type { NavigateOptions } from 'react-router';
import { useLocation } from 'react-router';
import type { ActName } from './acts/acts';

/** What was done last: an act on the case, or what opened it. */
export type Done = ActName | 'request' | 'requestWithoutPoint' | 'follow' | 'refer' | 'answered';

/** Tells the case that one goes to what was done a moment ago, so that it says so. */
export const recorded = (done: Done): NavigateOptions => ({ state: { recorded: done } });

export function useRecorded(): Done | undefined {
  const state = useLocation().state as { recorded?: Done } | null;
  return state?.recorded;
}
