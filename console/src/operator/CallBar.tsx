import { Button, ButtonGroup } from '@trussworks/react-uswds';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, bodyOf, keyed } from '../api/client';
import { spokenNumber } from '../cases/spokenNumber';
import { ProblemAlert } from '../forms/ProblemAlert';
import { useShortcut } from '../shell/shortcuts';
import { useCityTime } from '../time/cityTime';
import { useCallSubmission, type AttemptResult, type Interaction } from './call';
import { CallStart } from './CallStart';
import { WrapUp } from './WrapUp';
import { Phone } from '../forms/Phone';
import { spokenPhone } from '../forms/phone';

const RESULTS: AttemptResult[] = [
  'connected',
  'voicemail',
  'no_answer',
  'busy',
  'somebody_else',
  'wrong_number',
  'out_of_service',
  'refused',
  'language',
];

/** What came of a call that somebody here made. */
function ResultButtons({ call }: { call: Interaction }) {
  const { t } = useTranslation(['operator', 'words']);
  const first = useRef<HTMLDivElement>(null);
  const record = useCallSubmission((result: AttemptResult, key) =>
    bodyOf(
      api.POST('/api/v1/interactions/{interaction}/result', {
        params: { path: { interaction: call.id } },
        body: { result },
        headers: keyed(key),
      }),
    ),
  );
  useEffect(() => first.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={first} role="group" aria-labelledby="result-title">
      <h3 id="result-title" className="call__result-title">
        {t('operator:call.result')}
      </h3>
      <ProblemAlert problem={record.error} />
      <ButtonGroup className="call__results">
        {RESULTS.map((result) => (
          <Button
            key={result}
            type="button"
            outline={result !== 'connected'}
            disabled={record.isPending}
            onClick={() => record.mutate(result)}
          >
            {t(`words:attempt.${result}`)}
          </Button>
        ))}
      </ButtonGroup>
    </div>
  );
}

function useCallTitle(call: Interaction) {
  const { t } = useTranslation(['operator', 'words']);
  const name = call.contact?.name ?? (call.phone ? spokenPhone(call.phone) : t('operator:call.unknown'));
  if (call.direction === 'inbound') return t('operator:call.with', { name });
  if (!call.result) return t('operator:call.calling', { name });
  if (call.result === 'connected') return t('operator:call.reached', { name });
  return t('operator:call.notReached', { name, result: t(`words:attempt.${call.result as AttemptResult}`) });
}

function Conversation({ call }: { call: Interaction }) {
  const { t } = useTranslation('operator');
  const time = useCityTime();
  const title = useCallTitle(call);
  const needsResult = call.direction === 'outbound' && !call.result;
  const failed = call.direction === 'outbound' && call.result !== null && call.result !== 'connected';
  const [asked, setAsked] = useState(false);
  const wrappingUp = asked || failed;
  useShortcut('wrapUp', () => setAsked(true));
  return (
    <section
      className={wrappingUp || needsResult ? 'pane call' : 'pane call call--sticky'}
      aria-labelledby="call-title"
    >
      <div className="call__head">
        <div>
          <h2 id="call-title">{title}</h2>
          <p className="call__facts">
            {call.phone && <Phone number={call.phone} />}
            <span>{t('call.since', { when: time.at(call.started_at) })}</span>
            {call.for && (
              <Link className="usa-link" to={`/cases/${call.for.case}`}>
                {t('call.for', { number: spokenNumber(call.for.case) })}
              </Link>
            )}
          </p>
        </div>
        {!wrappingUp && !needsResult && (
          <Button type="button" onClick={() => setAsked(true)}>
            {t('call.wrapUp')}
          </Button>
        )}
      </div>
      {needsResult && !asked && <ResultButtons call={call} />}
      {wrappingUp && <WrapUp call={call} onBack={failed ? undefined : () => setAsked(false)} />}
    </section>
  );
}

export function CallBar({ call }: { call: Interaction | null }) {
  return call ? <Conversation key={call.id} call={call} /> : <CallStart />;
}
