import type { Location, NavigateOptions } from 'react-router';

/** Tells the screen that one goes to with which form one goes on there. */
export const goingOn = (key: string): NavigateOptions => ({ state: { goOn: key } });

export const keyToGoOn = ({ state }: Location) => (state as { goOn?: string } | null)?.goOn;
