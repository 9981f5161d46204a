import { useTranslation } from 'react-i18next';
import { NavLink, Route, Routes } from 'react-router';
import { NotHere } from '../shell/NotHere';
import { NoticesPart } from './NoticesPart';
import { OwedPart } from './OwedPart';
import { PeoplePart } from './PeoplePart';
import { WallPart } from './WallPart';

const PARTS = [
  { path: '', name: 'wall', Part: WallPart },
  { path: 'owed', name: 'owed', Part: OwedPart },
  { path: 'people', name: 'people', Part: PeoplePart },
  { path: 'notices', name: 'notices', Part: NoticesPart },
] as const;

/** What a supervisor looks after, in four parts. */
export default function SupervisorPage() {
  const { t } = useTranslation('supervisor');
  return (
    <div className="sheet sheet--wide">
      <nav className="parts" aria-label={t('parts')}>
        <ul className="usa-list usa-list--unstyled">
          {PARTS.map(({ path, name }) => (
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
