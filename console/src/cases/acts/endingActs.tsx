import { Checkbox, Fieldset, Radio } from '@trussworks/react-uswds';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useKept } from '../../drafts/drafts';
import { useContact } from '../../api/queries';
import { LinesField, SelectField, WallTimeField } from '../../forms/fields';
import { mayAgree } from '../../operator/call';
import { useSession } from '../../session/session';
import { useCityTime } from '../../time/cityTime';
import { ActForm, lastAnswer, livePromise, openAsk, seen, useAct, type ActProps } from './act';

type Resolution = Schemas['ResolutionCode'];
type Qualifier = Schemas['Qualifier'];

const RESOLUTIONS: Resolution[] = [
  'answered',
  'completed',
  'information_not_held',
  'not_a_city_matter',
  'declined_by_resident',
  'could_not_locate',
  'could_not_reach_resident',
  'no_action_warranted',
];
const DIRECT: Resolution[] = ['answered', 'not_a_city_matter', 'passed_on', 'entered_in_error'];
const QUALIFIERS: Qualifier[] = [
  'resident_declined_to_give_more',
  'referred_elsewhere',
  'information_not_held',
];

function ResolutionField({
  of,
  value,
  onChange,
}: {
  of: Resolution[];
  value: string;
  onChange: (value: string) => void;
}) {
  const { t } = useTranslation(['case', 'words']);
  return (
    <SelectField
      label={t('case:outcome.resolution')}
      empty={t('case:act.choose')}
      value={value}
      onChange={onChange}
      options={of.map((one) => ({ value: one, text: t(`words:resolution.${one}`) }))}
      required
    />
  );
}

function QualifierFields({
  value,
  onChange,
  but,
}: {
  value: Qualifier[];
  onChange: (value: Qualifier[]) => void;
  but: string;
}) {
  const { t } = useTranslation(['case', 'words']);
  const toggle = (one: Qualifier) =>
    onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
  return (
    <Fieldset legend={t('case:outcome.qualifiers')}>
      {QUALIFIERS.filter((one) => one !== but).map((one) => (
        <Checkbox
          key={one}
          id={`qualifier-${one}`}
          name="qualifier"
          label={t(`words:qualifier.${one}`)}
          checked={value.includes(one)}
          onChange={() => toggle(one)}
        />
      ))}
    </Fieldset>
  );
}

type Telling = 'call' | 'owner' | 'later';

function TellingFields({
  value,
  onChange,
  owner,
  inCall,
}: {
  value: Telling;
  onChange: (value: Telling) => void;
  owner: string | undefined;
  inCall: boolean;
}) {
  const { t } = useTranslation('case');
  const offered: Telling[] = [
    ...(inCall ? ['call' as const] : []),
    ...(owner ? ['owner' as const] : []),
    'later',
  ];
  return (
    <Fieldset legend={t('outcome.telling')}>
      {offered.map((one) => (
        <Radio
          key={one}
          id={`telling-${one}`}
          name="telling"
          label={t(`outcome.told.${one}`, { name: owner })}
          checked={value === one}
          onChange={() => onChange(one)}
        />
      ))}
    </Fieldset>
  );
}

export function RecordOutcome(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, call, onCancel } = props;
  const { staff } = useSession();
  const time = useCityTime();
  const inCall = mayAgree(call);
  const owner = livePromise(one)?.owner ?? openAsk(one)?.owner;
  const another = owner && owner.id !== staff.id ? owner : undefined;
  const [resolution, setResolution] = useKept('resolution', '');
  const [qualifiers, setQualifiers] = useKept<Qualifier[]>('qualifiers', []);
  const [text, setText] = useKept('text', lastAnswer(one)?.answer ?? '');
  const [telling, setTelling] = useKept<Telling>('telling', inCall ? 'call' : another ? 'owner' : 'later');
  const [at, setAt] = useKept('at', () => time.wall(time.now.toString()));
  const act = useAct(props, '/api/v1/cases/{number}/outcome', { number: one.number });
  return (
    <ActForm
      act={act}
      label={t('act.outcome')}
      submit={t('outcome.submit')}
      onCancel={onCancel}
      onSubmit={() =>
        act.mutate({
          resolution: resolution as Resolution,
          qualifiers: qualifiers.filter((qualifier) => qualifier !== resolution),
          text: text.trim(),
          ...(another && { on_behalf_of: another.id }),
          ...(telling === 'call' && call && { interaction: call.id }),
          ...(telling === 'owner' && { told_by_owner_at: time.instant(at) }),
          ...seen(one),
        })
      }
    >
      <ResolutionField of={RESOLUTIONS} value={resolution} onChange={setResolution} />
      <QualifierFields value={qualifiers} onChange={setQualifiers} but={resolution} />
      <LinesField
        label={t('outcome.text')}
        hint={t('outcome.textHint')}
        value={text}
        onChange={setText}
        problem={act.error}
        pointer="/text"
        required
      />
      <TellingFields value={telling} onChange={setTelling} owner={another?.name} inCall={inCall} />
      {telling === 'owner' && another && (
        <WallTimeField
          label={t('outcome.toldAt', { name: another.name })}
          value={at}
          onChange={setAt}
          problem={act.error}
          pointer="/told_by_owner_at"
          required
        />
      )}
    </ActForm>
  );
}

export function RecordTold(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, call, onCancel } = props;
  const [waived, setWaived] = useKept('waived', false);
  const act = useAct(props, '/api/v1/cases/{number}/told', { number: one.number });
  return (
    <ActForm
      act={act}
      label={t('act.told')}
      submit={t('told.submit')}
      onCancel={onCancel}
      onSubmit={() => call && act.mutate({ interaction: call.id, waived, ...seen(one) })}
    >
      {one.resolution && <blockquote className="event__words">{one.resolution.text}</blockquote>}
      <Checkbox
        id="told-waived"
        name="waived"
        label={t('told.waived')}
        checked={waived}
        onChange={(event) => setWaived(event.target.checked)}
      />
    </ActForm>
  );
}

/**
 * The outcome goes to the address of the resident, or of somebody else who waits for it; until it is
 * known to have arrived a call stays owed to whom it was promised.
 */
export function TellInWriting(props: ActProps) {
  const { t } = useTranslation(['case', 'operator']);
  const { one, onCancel } = props;
  const writable = one.untold.filter((contact) => contact.can_be_written_to);
  const [chosen, setChosen] = useKept('contact', String(writable[0]?.id ?? ''));
  const contact = writable.find(({ id }) => String(id) === chosen);
  const email = useContact(contact?.id).data?.email ?? '';
  const act = useAct(props, '/api/v1/cases/{number}/tell-in-writing', { number: one.number });
  return (
    <ActForm
      act={act}
      label={t('case:act.inWriting')}
      submit={contact ? t('case:inWriting.submit') : undefined}
      onCancel={onCancel}
      onSubmit={() => contact && act.mutate({ contact: contact.id, ...seen(one) })}
    >
      {writable.length > 1 && (
        <SelectField
          label={t('case:inWriting.who')}
          value={chosen}
          onChange={setChosen}
          problem={act.error}
          pointer="/contact"
          options={writable.map(({ id, name }) => ({
            value: String(id),
            text: t(id === one.contact?.id ? 'case:inWriting.reporter' : 'case:inWriting.other', {
              name: name ?? t('operator:caller.noName'),
            }),
          }))}
          required
        />
      )}
      <p>{contact ? t('case:inWriting.to', { email }) : t('case:inWriting.noAddress')}</p>
      {contact && one.resolution && <blockquote className="event__words">{one.resolution.text}</blockquote>}
    </ActForm>
  );
}

function YesNo({
  name,
  legend,
  value,
  onChange,
}: {
  name: string;
  legend: string;
  value: boolean | undefined;
  onChange: (value: boolean) => void;
}) {
  const { t } = useTranslation('case');
  return (
    <Fieldset legend={legend} className="yes-no">
      {[true, false].map((answer) => (
        <Radio
          key={String(answer)}
          id={`${name}-${answer}`}
          name={name}
          label={t(answer ? 'yes' : 'no')}
          checked={value === answer}
          required
          onChange={() => onChange(answer)}
        />
      ))}
    </Fieldset>
  );
}

/** Days later, by the first operator: did the answer arrive? */
export function FollowUp(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, call, onCancel } = props;
  const [heard, setHeard] = useKept<boolean | undefined>('heard', undefined);
  const [withCall, setWithCall] = useKept<boolean | undefined>('withCall', undefined);
  const [withOutcome, setWithOutcome] = useKept<boolean | undefined>('withOutcome', undefined);
  const [note, setNote] = useKept('note', '');
  const act = useAct(props, '/api/v1/cases/{number}/follow-up', { number: one.number }, 'follow_up_done');
  return (
    <ActForm
      act={act}
      label={t('act.followUp')}
      submit={t('followUp.submit')}
      onCancel={onCancel}
      onSubmit={() =>
        call &&
        heard !== undefined &&
        act.mutate({
          interaction: call.id,
          heard,
          ...(heard && { satisfied_with_call: withCall, satisfied_with_outcome: withOutcome }),
          ...(note.trim() && { note: note.trim() }),
          ...seen(one),
        })
      }
    >
      <YesNo name="heard" legend={t('followUp.heard')} value={heard} onChange={setHeard} />
      {heard && (
        <>
          <YesNo name="with-call" legend={t('followUp.withCall')} value={withCall} onChange={setWithCall} />
          <YesNo
            name="with-outcome"
            legend={t('followUp.withOutcome')}
            value={withOutcome}
            onChange={setWithOutcome}
          />
        </>
      )}
      {heard === false && <p>{t('followUp.notHeard')}</p>}
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

export function CloseCase(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, call, onCancel } = props;
  const [resolution, setResolution] = useKept('resolution', '');
  const [text, setText] = useKept('text', '');
  const act = useAct(props, '/api/v1/cases/{number}/close', { number: one.number }, 'answered');
  return (
    <ActForm
      act={act}
      label={t('act.close')}
      submit={t('close.submit')}
      onCancel={onCancel}
      onSubmit={() =>
        act.mutate({
          resolution: resolution as Resolution,
          text: text.trim(),
          ...(call && { interaction: call.id }),
          ...seen(one),
        })
      }
    >
      <p>{t('close.text')}</p>
      <ResolutionField of={DIRECT} value={resolution} onChange={setResolution} />
      <LinesField
        label={t('outcome.text')}
        rows={2}
        value={text}
        onChange={setText}
        problem={act.error}
        pointer="/text"
        required
      />
    </ActForm>
  );
}

export function ReopenCase(props: ActProps) {
  const { t } = useTranslation('case');
  const { one, call, onCancel } = props;
  const [reason, setReason] = useKept('reason', '');
  const act = useAct(props, '/api/v1/cases/{number}/reopen', { number: one.number });
  return (
    <ActForm
      act={act}
      label={t('act.reopen')}
      submit={t('reopen.submit')}
      onCancel={onCancel}
      onSubmit={() =>
        act.mutate({ reason: reason.trim(), ...(call && { interaction: call.id }), ...seen(one) })
      }
    >
      <LinesField
        label={t('reopen.reason')}
        rows={2}
        value={reason}
        onChange={setReason}
        problem={act.error}
        pointer="/reason"
        required
      />
    </ActForm>
  );
}
