import { useEffect, useRef } from 'react';
import { isAsked } from './isAsked';

/**
 * Of a form that somebody opens: whoever works by the keyboard types at once. Its heading is said
 * with the field, for it is the form's name.
 */
export function useFirstField(takesFocus: boolean) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (takesFocus && !isAsked())
      form.current?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }, [takesFocus]);
  return form;
}
