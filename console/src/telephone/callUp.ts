import { useState } from 'react';
import type { Interaction } from '../operator/call';
import type { TelephoneCall } from './telephone';

interface CallUp {
  /** The telephone call of this conversation, while it is up. */
  up: TelephoneCall | null;
  /** It was up, and is not any more: what remains is to wrap up. */
  over: boolean;
  /** Who has it now, where it was passed to a colleague. */
  passedTo: string | undefined;
}

/** At whom it rang, or with whom I spoke, when it was not mine any more. */
function takenBy(last: TelephoneCall | null): string | undefined {
  if (last?.state === 'offered') return last.agent?.name;
  return last?.colleague?.rings === false ? last.colleague.staff.name : undefined;
}

/** The telephone’s side of a conversation; one on a telephone outside has none. */
export function useCallUp({ call }: Interaction): CallUp {
  const up = call && call.state !== 'ended' ? call : null;
  const [last, setLast] = useState(up);
  if (up && up !== last) setLast(up);
  return {
    up,
    over: !up && (last !== null || call?.state === 'ended'),
    passedTo: up ? undefined : takenBy(last),
  };
}
