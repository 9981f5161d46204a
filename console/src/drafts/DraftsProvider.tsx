import { useEffect, useState, type ReactNode } from 'react';
import { useSession } from '../session/session';
import { Drafts, DraftsContext } from './drafts';

/** Keeps the forms of whoever is signed in; the browser asks before the page is left with one of them. */
export function DraftsProvider({ children }: { children: ReactNode }) {
  const { staff } = useSession();
  const [drafts] = useState(() => new Drafts(staff.id));
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (drafts.unsent().length > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [drafts]);
  return <DraftsContext value={drafts}>{children}</DraftsContext>;
}
