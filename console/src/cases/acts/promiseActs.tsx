import { useTranslation } from 'react-i18next';
import { useKept } from '../../drafts/drafts';
import type { Schemas } from '../../api/client';
import { useAvailability, useCatalogue } from '../../api/queries';
import { CheckField, LinesField, SelectField, TextField, WallTimeField } from '../../forms/fields';
import { spokenPhone } from '../../forms/phone';
import { useSession } from '../../session/session';
import { useCityTime } from '../../time/cityTime';
import { CardFacts } from '../CardFacts';
import { PromiseFields } from '../PromiseFields';
import { usePromiseDraft } from '../promiseDraft';
import {
  ActForm,
  livePromise,
  namedTime,
  openAsk,
  promiseToHandOver,
  seen,
  useAct,
  type ActProps,
} from './act';

type Person = Schemas['Staff'];

function StaffField({
  label,
  value,
  onChange,
  due,
}: {
  label: string;
  value: number | undefined;
  onChange: (staff: number) => void;
  /** By when it would be kept, as forms hold it. */
  due: string;
}) {
  const { t } = useTranslation('case');
  const time = useCityTime();
  const staff = useCatalogue().data?.staff ?? [];
  const then = new Map(useAvailability(due || undefined).data?.map((one) => [one.id, one]));
  const isThere = ({ id, away }: Person) => then.get(id)?.at_work ?? !away;
  const nameOf = (one: Person) => {
    const { id, name } = one;
    const back = then.get(id)?.back_at;
    if (isThere(one)) return name;
    return back ? t('act.backAt', { name, when: time.at(back) }) : t('act.away', { name });
  };
  return (
    <SelectField
      label={label}
      empty={t('act.choose')}
      value={value ? String(value) : ''}
      onChange={(id) => onChange(Number(id))}
      options={staff
        .filter(({ active, role }) => active && role !== 'administrator' && role !== 'analyst')
        .toSorted((a, b) => Number(isThere(b)) - Number(isThere(a)) || a.name.localeCompare(b.name))
        .map((one) => ({ value: String(one.id), text: nameOf(one) }))}
      required
    />
  );
}

/** What the resident is given in case the call does not come. */
function CardOf({ staff: id }: { staff: number | undefined }) {
  const { t } = useTranslation(['case', 'words']);
  const person = useCatalogue().data?.staff.find((one) => one.id === id);
  if (!person?.phone) return null;
  return (
    <>
      <p className="card-facts__label">{t('case:card.toRead')}</p>
      <CardFacts card={{ name: person.name, role: t(`words:role.${person.role}`), phone: person.phone }} />
    </>
  );
}

/** 'I will call you back' becomes 'she will call you by 2:00'. */
export function HandOver(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, call, onCancel } = props;
  const promise = promiseToHandOver(one, call)!;
  const time = useCityTime();
  const [owner, setOwner] = useKept('owner', openAsk(one)?.owner.id ?? one.asks.at(-1)?.owner.id);
  const named = namedTime(one, time.now);
  const draft = usePromiseDraft({ owner, named: named && time.wall(named) });
  const act = useAct(props, '/api/v1/promises/{promise}/hand-over', { promise: promise.id }, 'promise_kept');
  return (
    <ActForm
      act={act}
      label={t('act.handOver')}
      submit={t('handOver.submit')}
      onCancel={onCancel}
      onSubmit={() =>
        call &&
        owner &&
        act.mutate({ interaction: call.id, owner, said_by: owner, ...draft.body, ...seen(one) })
      }
    >
      <p>{t('handOver.both', { name: promise.owner.name })}</p>
      <StaffField label={t('handOver.owner')} value={owner} onChange={setOwner} due={draft.due} />
      <PromiseFields draft={draft} problem={act.error} />
      <CardOf staff={owner} />
    </ActForm>
  );
}

export function MakePromise(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, call, onCancel } = props;
  const { staff } = useSession();
  const [owner, setOwner] = useKept<number>('owner', staff.id);
  const [phone, setPhone] = useKept('phone', spokenPhone(call?.phone ?? call?.contact?.phones[0] ?? ''));
  const draft = usePromiseDraft({ owner, department: openAsk(one)?.department });
  const act = useAct(props, '/api/v1/cases/{number}/promises', { number: one.number }, 'promise_made');
  return (
    <ActForm
      act={act}
      label={t('act.makePromise')}
      submit={t('makePromise.submit')}
      onCancel={onCancel}
      onSubmit={() =>
        call &&
        act.mutate({
          interaction: call.id,
          owner,
          said_by: owner,
          ...(phone.trim() && { phone: phone.trim() }),
          ...draft.body,
          ...seen(one),
        })
      }
    >
      <StaffField label={t('makePromise.owner')} value={owner} onChange={setOwner} due={draft.due} />
      <TextField
        label={t('makePromise.phone')}
        type="tel"
        value={phone}
        onChange={setPhone}
        problem={act.error}
        pointer="/phone"
      />
      <PromiseFields draft={draft} problem={act.error} />
      {owner !== staff.id && <CardOf staff={owner} />}
    </ActForm>
  );
}

export function MovePromise(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, call, onCancel } = props;
  const promise = livePromise(one)!;
  const [byResident, setByResident] = useKept('byResident', false);
  const draft = usePromiseDraft({ owner: promise.owner.id });
  const act = useAct(props, '/api/v1/promises/{promise}/move', { promise: promise.id }, 'promise_made');
  return (
    <ActForm
      act={act}
      label={t('act.move')}
      submit={t('move.submit')}
      onCancel={onCancel}
      onSubmit={() =>
        call &&
        act.mutate({ interaction: call.id, asked_by_resident: byResident, ...draft.body, ...seen(one) })
      }
    >
      <PromiseFields draft={draft} problem={act.error} />
      <CheckField label={t('move.byResident')} checked={byResident} onChange={setByResident} />
    </ActForm>
  );
}

export function ReleasePromise(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, call, onCancel } = props;
  const promise = livePromise(one)!;
  const [note, setNote] = useKept('note', '');
  const act = useAct(props, '/api/v1/promises/{promise}/release', { promise: promise.id });
  return (
    <ActForm
      act={act}
      label={t('act.release')}
      submit={t('release.submit')}
      onCancel={onCancel}
      onSubmit={() =>
        call && act.mutate({ interaction: call.id, ...(note.trim() && { note: note.trim() }), ...seen(one) })
      }
    >
      <p>{t('release.text', { name: promise.owner.name })}</p>
      <LinesField
        label={t('act.note')}
        rows={2}
        value={note}
        onChange={setNote}
        problem={act.error}
        pointer="/note"
      />
    </ActForm>
  );
}

/** The owner says that contact was made; the promise then stands on that word. */
export function RecordKept(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, onCancel } = props;
  const { staff } = useSession();
  const time = useCityTime();
  const promise = livePromise(one) ?? one.promises.findLast(({ state }) => state === 'broken')!;
  const [at, setAt] = useKept('at', () => time.wall(time.now.toString()));
  const [note, setNote] = useKept('note', '');
  const act = useAct(props, '/api/v1/promises/{promise}/kept', { promise: promise.id });
  return (
    <ActForm
      act={act}
      label={t('act.kept')}
      submit={t('kept.submit')}
      onCancel={onCancel}
      onSubmit={() =>
        act.mutate({
          contact_at: time.instant(at),
          ...(promise.owner.id !== staff.id && { on_behalf_of: promise.owner.id }),
          ...(note.trim() && { note: note.trim() }),
          ...seen(one),
        })
      }
    >
      <p>{t('kept.text', { name: promise.owner.name })}</p>
      <WallTimeField
        label={t('kept.at')}
        value={at}
        onChange={setAt}
        problem={act.error}
        pointer="/contact_at"
        required
      />
      <LinesField
        label={t('act.note')}
        rows={2}
        value={note}
        onChange={setNote}
        problem={act.error}
        pointer="/note"
      />
    </ActForm>
  );
}
