import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { useSubmission } from '../api/useSubmission';

/** Notes for the editors what nobody could find, or which answer did not help. */
export function useNoteGap(onDone?: () => void) {
  return useSubmission(
    (body: Schemas['NewGap'], key) => bodyOf(api.POST('/api/v1/gaps', { body, headers: keyed(key) })),
    { onDone },
  );
}
