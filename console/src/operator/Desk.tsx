import { Outlet } from 'react-router';
import { Reading } from '../shell/Reading';
import { CallBar } from './CallBar';
import { Caller } from './Caller';
import { DangerBand } from './DangerBand';
import { DeskProvider } from './DeskProvider';
import { Notices } from './Notices';
import { Owed } from './Owed';
import { SearchBox } from './SearchBox';
import { WhereItIs } from './WhereItIs';
import { useCall } from './call';

/** The operator's screen: what I owe, the call with what is open in it, who is calling. */
export default function Desk() {
  const call = useCall();
  return (
    <Reading of={call}>
      {(one) => (
        <DeskProvider call={one}>
          <DangerBand />
          <div className="desk">
            <Owed />
            <div className="desk__middle">
              <CallBar call={one} />
              <Notices />
              <SearchBox />
              <Outlet />
            </div>
            <div className="desk__aside">
              <Caller />
              <WhereItIs />
            </div>
          </div>
        </DeskProvider>
      )}
    </Reading>
  );
}
