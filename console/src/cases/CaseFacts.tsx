import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCatalogue } from '../api/queries';
import { cityLanguage } from '../i18n';
import { useMaybeDesk } from '../operator/desk';
import { useCityTime } from '../time/cityTime';
import type { Case } from './acts/act';
import { areaName } from './areaText';
import { ResidentLink } from './ResidentLink';

function useFacts(one: Case): [string, string][] {
  const { t, i18n } = useTranslation('case');
  const time = useCityTime();
  const language = cityLanguage(i18n.language);
  const catalogue = useCatalogue().data;
  const service = catalogue?.services.find(({ id }) => id === one.service);
  const department = catalogue?.departments.find(({ id }) => id === one.department);
  const team = department?.teams.find(({ id }) => id === one.team);
  const attributes = Object.entries(one.attributes).map(([code, value]): [string, string] => {
    const question = service?.questions.find((asked) => asked.code === code);
    const known = question?.values?.find(({ key }) => key === value);
    return [question?.text[language] ?? code, known?.name[language] ?? value];
  });
  return [
    [t('facts.opened'), time.at(one.opened_at)],
    [t('facts.firstOperator'), one.first_operator.name],
    ...(department ? [[t('facts.department'), department.name[language]] as [string, string]] : []),
    ...(team ? [[t('facts.team'), team.name[language]] as [string, string]] : []),
    ...(service ? [[t('facts.service'), service.name[language]] as [string, string]] : []),
    ...(one.place ? [[t('facts.place'), one.place] as [string, string]] : []),
    ...(one.areas.length > 0
      ? [[t('facts.areas'), one.areas.map(areaName).join(', ')] as [string, string]]
      : []),
    ...attributes,
    ...(one.adopted
      ? [[t('facts.adopted'), `${one.adopted.number} (${one.adopted.source})`] as [string, string]]
      : []),
  ];
}

/** Who asked, what kind of case it is, and the resident's own page of it. */
export function CaseFacts({ one }: { one: Case }) {
  const { t } = useTranslation(['case', 'operator']);
  const facts = useFacts(one);
  const atDesk = useMaybeDesk() !== null;
  const name = one.contact?.name ?? t('operator:caller.noName');
  return (
    <section aria-labelledby="facts-title">
      <h2 id="facts-title">{t('case:facts.title')}</h2>
      <dl className="facts facts--wide">
        {one.contact && (
          <div>
            <dt>{t('case:facts.contact')}</dt>
            <dd>
              {atDesk ? (
                <Link className="usa-link" to={`/desk/contacts/${one.contact.id}`}>
                  {name}
                </Link>
              ) : (
                name
              )}
            </dd>
          </div>
        )}
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {one.followers.length > 0 && (
          <div>
            <dt>{t('case:facts.followers')}</dt>
            <dd>{t('case:facts.followerCount', { count: one.followers.length })}</dd>
          </div>
        )}
      </dl>
      <ResidentLink number={one.number} />
    </section>
  );
}
