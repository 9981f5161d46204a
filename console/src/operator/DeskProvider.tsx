import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { api, bodyOf } from '../api/client';
import { TOPICS } from '../api/queries';
import { DeskContext, type DeskState } from './desk';
import type { Interaction, WrapUpCode } from './call';

/** What everything round a conversation shares: the call, what was typed, what was last done in it. */
export function DeskProvider({ call, children }: { call: Interaction | null; children: ReactNode }) {
  // What was typed in a call goes with it; what was typed before goes on into it.
  const [typed, setTyped] = useState<{ call: number | undefined; words: string }>();
  const words = typed && (typed.call === undefined || typed.call === call?.id) ? typed.words : '';
  const [done, setDone] = useState<{ call: number | undefined; code: WrapUpCode | undefined }>();
  const notices = useQuery({
    queryKey: [TOPICS.notices],
    queryFn: async () => (await bodyOf(api.GET('/api/v1/notices'))).notices,
    refetchInterval: 60_000,
  }).data;
  const desk = useMemo<DeskState>(
    () => ({
      call,
      words,
      setWords: (next) => setTyped({ call: call?.id, words: next }),
      done: done && done.call === call?.id ? done.code : undefined,
      tellDone: (code) => setDone({ call: call?.id, code }),
      notices: notices ?? [],
    }),
    [call, words, done, notices],
  );
  return <DeskContext value={desk}>{children}</DeskContext>;
}
