import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Schemas } from '../api/client';

export type Owed = Schemas['Obligation'];

export const keyOf = (owed: Owed | undefined) => owed && `${owed.case}-${owed.kind}-${owed.id}`;

/**
 * What is open: what was chosen, else what is owed first. What was just acted on stays open, although
 * it is discharged, until something else is chosen.
 */
export function useOpen(mine: Owed[], others: Owed[]) {
  const chosen = useChosen();
  const [acted, setActed] = useState<Owed>();
  const wanted = chosen.key ?? keyOf(acted ?? mine[0]);
  const owed = [...mine, ...others].find((one) => keyOf(one) === wanted);
  return {
    shown: owed ?? (keyOf(acted) === wanted ? acted : undefined),
    isOwed: Boolean(owed),
    chosen,
    setActed,
  };
}

/** Which obligation is being looked at; kept in the address, so that 'back' works. */
export function useChosen() {
  const [search, setSearch] = useSearchParams();
  const chosen = search.get('owed');
  return {
    any: chosen !== null,
    key: chosen,
    addressOf: (owed: Owed) => `?owed=${keyOf(owed)}`,
    clear: () => setSearch({}),
  };
}
