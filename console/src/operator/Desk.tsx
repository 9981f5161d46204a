import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Outlet } from 'react-router';
import { api, bodyOf } from '../api/client';
import { TOPICS } from '../api/queries';
import { Reading } from '../shell/Reading';
import { CallBar } from './CallBar';
import { Caller } from './Caller';
import { DangerBand } from './DangerBand';
import { DeskContext, type DeskState } from './desk';
import { Notices } from './Notices';
import { Owed } from './Owed';
import { SearchBox } from './SearchBox';
import { useCall, type Interaction, type WrapUpCode } from './call';

function AtWork({ call }: { call: Interaction | null }) {
  const [words, setWords] = useState('');
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
      setWords,
      done: done && done.call === call?.id ? done.code : undefined,
      tellDone: (code) => setDone({ call: call?.id, code }),
      notices: notices ?? [],
    }),
    [call, words, done, notices],
  );
  return (
    <DeskContext value={desk}>
      <DangerBand />
      <div className="desk">
        <Owed />
        <div className="desk__middle">
          <CallBar call={call} />
          <Notices />
          <SearchBox />
          <Outlet />
        </div>
        <Caller />
      </div>
    </DeskContext>
  );
}

/** The operator's screen: what I owe, the call with what is open in it, who is calling. */
export default function Desk() {
  const call = useCall();
  return <Reading of={call}>{(one) => <AtWork call={one} />}</Reading>;
}
