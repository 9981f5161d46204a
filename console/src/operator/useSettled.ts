import { useEffect, useState } from 'react';

const PAUSE_MS = 120;

/** A value once it has stood still for a moment, so that not every letter is asked for. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(waiting);
  }, [value]);
  return settled;
}
