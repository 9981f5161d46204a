import { useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { DraftContext, DraftsContext, type FormFacts } from './drafts';
import { keyToGoOn } from './goOn';

const NOTHING = {};

/** Keeps what is typed into the form inside until it is sent, wherever one goes meanwhile. */
export function Draft({
  form,
  begun = NOTHING,
  children,
}: {
  form: FormFacts;
  /** What it takes over from elsewhere: so much is lost with it, as long as it stands here. */
  begun?: Record<string, unknown>;
  children: ReactNode;
}) {
  const drafts = useContext(DraftsContext);
  const box = useRef<HTMLDivElement>(null);
  const location = useLocation();
  const goesOn = keyToGoOn(location) === form.key;
  // As they were when it opened: the fields hold what is typed from then on.
  const [first] = useState(() => ({ form, begun, values: drafts?.valuesOf(form.key) ?? {} }));
  const draft = useMemo(
    () => ({
      values: first.values,
      keep: (name: string, value: unknown, empty: unknown) => drafts?.keep(form, name, value, empty),
      forget: () => drafts?.forget(form.key),
    }),
    [drafts, first, form],
  );
  useEffect(() => drafts?.open(first.form, first.begun), [drafts, first]);
  useEffect(() => {
    if (goesOn) box.current?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }, [goesOn, location.key]);
  return (
    <DraftContext value={draft}>
      <div ref={box}>{children}</div>
    </DraftContext>
  );
}
