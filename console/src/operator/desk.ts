import { createContext, useContext } from 'react';
import type { Schemas } from '../api/client';
import type { Interaction, WrapUpCode } from './call';

export interface DeskState {
  call: Interaction | null;
  /** The words in the search box: what is asked, which forms take over. */
  words: string;
  setWords: (words: string) => void;
  /** What was last done in this call: the code that its wrap-up offers. */
  done: WrapUpCode | undefined;
  tellDone: (code: WrapUpCode | undefined) => void;
  /** A notice in force that a new case may belong to. */
  notices: Schemas['Notice'][];
}

export const DeskContext = createContext<DeskState | null>(null);

/** The desk round the present screen; null for those who have none, such as a department. */
export const useMaybeDesk = () => useContext(DeskContext);

export function useDesk(): DeskState {
  const desk = useMaybeDesk();
  if (!desk) throw new Error('used away from a desk');
  return desk;
}

/** The language to speak: the caller's, else the desk's own. */
export function spokenLanguage(call: Interaction | null, own: 'en' | 'fr'): 'en' | 'fr' {
  const language = call?.contact?.language;
  return language === 'fr' || language === 'en' ? language : own;
}
