import { useDuration } from './duration';
import { useSecondsSince } from './serverTime';

/** How long it is since then, second by second. */
export function Since({ instant }: { instant: string }) {
  const duration = useDuration();
  return <span className="duration">{duration(useSecondsSince(instant))}</span>;
}
