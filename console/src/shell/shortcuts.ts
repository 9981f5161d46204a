import { useEffect, useRef } from 'react';

// Function keys with no letter in them do not collide with typing, nor with a screen reader's
// single letters (WCAG 2.1.4), and work in every field.

export interface Shortcut {
  name: 'help' | 'search' | 'hold' | 'answer' | 'decline' | 'duty' | 'ask' | 'wrapUp' | 'owed';
  /** As the keyboard names it, and as it is written for people. */
  key: string;
  keys: string;
}

export const SHORTCUTS: Shortcut[] = [
  { name: 'help', key: 'F1', keys: 'F1' },
  { name: 'search', key: 'F2', keys: 'F2' },
  { name: 'hold', key: 'F3', keys: 'F3' },
  { name: 'answer', key: 'F4', keys: 'F4' },
  { name: 'decline', key: 'F6', keys: 'F6' },
  { name: 'duty', key: 'F7', keys: 'F7' },
  { name: 'ask', key: 'F8', keys: 'F8' },
  { name: 'wrapUp', key: 'F9', keys: 'F9' },
  { name: 'owed', key: 'F10', keys: 'F10' },
];

export function useShortcut(name: Shortcut['name'], act: () => void) {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const wanted = SHORTCUTS.find((one) => one.name === name)?.key;
    const press = (event: KeyboardEvent) => {
      const plain = !event.ctrlKey && !event.altKey && !event.shiftKey && !event.metaKey;
      if (event.key !== wanted || !plain) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [name]);
}
