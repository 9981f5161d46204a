import { Outlet } from 'react-router';
import { CalledAbout } from './CalledAbout';
import { CallBar } from '../operator/CallBar';
import { DeskProvider } from '../operator/DeskProvider';
import { useCall } from '../operator/call';
import { Reading } from '../shell/Reading';

/** What stays round a department's screens: the call with a resident, when there is one. */
export default function DepartmentDesk() {
  const call = useCall();
  return (
    <Reading of={call}>
      {(one) => (
        <DeskProvider call={one}>
          {one && (
            <div className="call-strip">
              <CallBar call={one} />
            </div>
          )}
          <CalledAbout />
          <Outlet />
        </DeskProvider>
      )}
    </Reading>
  );
}
