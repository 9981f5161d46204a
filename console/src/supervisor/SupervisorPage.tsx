import { useTranslation } from 'react-i18next';
import { NavLink, Route, Routes } from 'react-router';
import { NotHere } from '../shell/NotHere';
import { useTelephoneInUse } from '../telephone/telephone';
import { CallsPart } from './CallsPart';
import { NoticesPart } from './NoticesPart';
import { OwedPart } from './OwedPart';
import { PeoplePart } from './PeoplePart';
import { WallPart } from './WallPart';
import { WithheldPart } from './WithheldPart';

const PARTS = [
  { path: '', name: 'wall', Part: WallPart },
  { path: 'owed', name: 'owed', Part: OwedPart },
  { path: 'people', name: 'people', Part: PeoplePart },
  { path: 'notices', name: 'notices', Part: NoticesPart },
  { path: 'withheld', name: 'withheld', Part: WithheldPart },
  { path: 'calls', name: 'calls', Part: CallsPart },
] as const;

/** What a supervisor looks after, in parts; calls where the city has a telephone here. */
export default function SupervisorPage() {
  const { t } = useTranslation('supervisor');
  const telephone = useTelephoneInUse();
  const parts = PARTS.filter(({ name }) => telephone || name !== 'calls');
  return (
    <div className="sheet sheet--wide">
      <nav className="parts" aria-label={t('parts')}>
        <ul className="usa-list usa-list--unstyled">
          {parts.map(({ path, name }) => (
            <li key={name}>
              <NavLink to={path ? `/supervisor/${path}` : '/supervisor'} end={path === ''}>
                {t(`part.${name}`)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <Routes>
        {PARTS.map(({ path, name, Part }) => (
          <Route key={name} path={path} element={<Part />} />
        ))}
        <Route path="*" element={<NotHere home="/supervisor" />} />
      </Routes>
    </div>
  );
}
