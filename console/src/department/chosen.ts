import { useSearchParams } from 'react-router';
import type { Schemas } from '../api/client';

export type Owed = Schemas['Obligation'];

const keyOf = (owed: Pick<Owed, 'case' | 'kind' | 'id'>) => `${owed.case}-${owed.kind}-${owed.id}`;

/** Which obligation is being looked at; kept in the address, so that 'back' works. */
export function useChosen() {
  const [search, setSearch] = useSearchParams();
  const chosen = search.get('owed');
  return {
    any: chosen !== null,
    addressOf: (owed: Owed) => `?owed=${keyOf(owed)}`,
    among: (all: Owed[]) => all.find((owed) => keyOf(owed) === chosen),
    clear: () => setSearch({}),
  };
}
