import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Schemas } from '../api/client';
import { useCatalogue, useObligations } from '../api/queries';
import { SelectField } from '../forms/fields';
import { usePresence } from '../people/presence';
import { Page } from '../shell/Page';
import { Reading } from '../shell/Reading';
import { OwedTable } from './OwedTable';

type Owed = Schemas['Obligation'];

interface Load {
  owner: Schemas['StaffRef'];
  owed: Owed[];
  late: number;
}

/** The most burdened by what is late first. */
function byOwner(all: Owed[]): Load[] {
  const loads = new Map<number, Load>();
  for (const owed of all) {
    const load = loads.get(owed.owner.id) ?? { owner: owed.owner, owed: [], late: 0 };
    load.owed.push(owed);
    if (owed.late) load.late += 1;
    loads.set(owed.owner.id, load);
  }
  return [...loads.values()].sort(
    (one, other) => other.late - one.late || other.owed.length - one.owed.length,
  );
}

function OwnerSection({ load }: { load: Load }) {
  const { t } = useTranslation('supervisor');
  const presence = usePresence();
  const person = useCatalogue().data?.staff.find(({ id }) => id === load.owner.id);
  const id = `owner-${load.owner.id}`;
  return (
    <section className="pane owner" aria-labelledby={id}>
      <div className="owner__head">
        <h2 id={id}>{load.owner.name}</h2>
        <p className="owner__facts">
          {t('owes', { count: load.owed.length })}
          {load.late > 0 && <strong className="owner__late">{t('ofThemLate', { count: load.late })}</strong>}
          {person && <span>{presence(person)}</span>}
        </p>
        <Link
          className="usa-button usa-button--outline owner__act"
          to={`/supervisor/people?person=${load.owner.id}`}
        >
          {t('passOn', { name: load.owner.name })}
        </Link>
      </div>
      <OwedTable owed={load.owed} caption={t('owedBy', { name: load.owner.name })} withOwner={false} />
    </section>
  );
}

/** Everything that anybody owes, by whom. */
export function OwedPart() {
  const { t } = useTranslation('supervisor');
  const all = useObligations('all');
  const [search, setSearch] = useSearchParams();
  const chosen = search.get('owner') ?? '';
  return (
    <Page title={t('part.owed')}>
      <Reading of={all}>
        {({ obligations }) => {
          const loads = byOwner(obligations);
          const shown = loads.filter(({ owner }) => chosen === '' || String(owner.id) === chosen);
          return (
            <>
              <div className="filter">
                <SelectField
                  label={t('whose')}
                  value={chosen}
                  onChange={(owner) => setSearch(owner ? { owner } : {})}
                  empty={t('everybody')}
                  options={loads.map(({ owner, owed }) => ({
                    value: String(owner.id),
                    text: t('ownerAndCount', { name: owner.name, count: owed.length }),
                  }))}
                />
              </div>
              {shown.length === 0 && <p>{t('nothingOwed')}</p>}
              {shown.map((load) => (
                <OwnerSection key={load.owner.id} load={load} />
              ))}
            </>
          );
        }}
      </Reading>
    </Page>
  );
}
