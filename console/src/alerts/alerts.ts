import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Temporal } from 'temporal-polyfill';
import { api, bodyOf, keyed, type Schemas } from '../api/client';
import { TOPICS, useObligations } from '../api/queries';
import { useCityTime } from '../time/cityTime';

export type Alert = Schemas['Alert'];

/** Kinds of alerts, what presses most first. */
const PRESSING = [
  'promise_broken',
  'not_heard',
  'promise_disputed',
  'more_time_wanted',
  'promise_declined',
  'decision_owed',
  'asked',
  'ask_returned',
  'ask_answered',
  'ask_extended',
  'not_yet_confirmed',
  'message_failed',
  'partner_not_reached',
  'partner_done',
  'update_received',
  'change_proposed',
  'change_declined',
  'change_accepted',
  'partner_answered',
  'handed_to_you',
  'reopened',
  'overdue',
  'reminder',
] as const;
/** How many kinds the bar has room for. */
const NAMED = 2;

export function useAlerts() {
  return useQuery({
    queryKey: [TOPICS.alerts],
    queryFn: () => bodyOf(api.GET('/api/v1/alerts')).then(({ alerts }) => alerts),
    // Alerts come with changes on cases; this is for whoever the line left out.
    refetchInterval: 60_000,
  });
}

/** Which alerts are new to this person: a look at the list handles nothing, opening a case does. */
export function useNewAlerts() {
  const queries = useQueryClient();
  const { startOfToday } = useCityTime();
  const { mutate } = useMutation({
    networkMode: 'always',
    mutationFn: (alerts: number[]) =>
      bodyOf(api.POST('/api/v1/alerts/seen', { body: { alerts }, headers: keyed(crypto.randomUUID()) })),
    onMutate: (ids) => {
      queries.setQueryData<Alert[]>([TOPICS.alerts], (known) =>
        known?.map((one) => (ids.includes(one.id) ? { ...one, seen: true } : one)),
      );
    },
    onSuccess: ({ alerts }) => queries.setQueryData([TOPICS.alerts], alerts),
    onError: () => void queries.invalidateQueries({ queryKey: [TOPICS.alerts] }),
  });
  return {
    // What is late of the days before is owed, and stands there.
    isNew: ({ seen, at }: Alert) => !seen && Temporal.Instant.compare(at, startOfToday) >= 0,
    see: (alerts: Alert[]) => {
      const ids = alerts.filter(({ seen }) => !seen).map(({ id }) => id);
      if (ids.length > 0) mutate(ids);
    },
  };
}

type Kind = (typeof PRESSING)[number];

/** What is new first, of that what presses most, and else the newest. */
export function byUrgency(alerts: Alert[], isNew: (alert: Alert) => boolean) {
  const place = ({ kind }: Alert) => {
    const index = PRESSING.indexOf(kind as Kind);
    return index < 0 ? PRESSING.length : index;
  };
  return alerts.toSorted((one, other) => {
    if (isNew(one) !== isNew(other)) return isNew(one) ? -1 : 1;
    return (isNew(one) ? place(one) - place(other) : 0) || other.id - one.id;
  });
}

/** Of one kind on one case, and for one who is away, it is said once, with everything that it is about. */
export function linesOf(alerts: Alert[], isNew: (alert: Alert) => boolean): Alert[][] {
  const lines = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const { id, kind, case: number, values } = alert;
    const line = values.duty ? `${number} ${kind} ${isNew(alert)} ${values.covering_for ?? ''}` : String(id);
    lines.set(line, [...(lines.get(line) ?? []), alert]);
  }
  return [...lines.values()];
}

/** What is new, by its kind: what presses most first. */
export function useUnseen() {
  const alerts = useAlerts().data ?? [];
  const { isNew } = useNewAlerts();
  const fresh = alerts.filter(isNew);
  const owed = useObligations(
    'mine',
    fresh.some(({ kind }) => kind === 'asked'),
  ).data?.obligations;
  // A question that is answered, or went to somebody else, is not asked of me any more.
  const isAnswered = (alert: Alert) =>
    alert.kind === 'asked' &&
    owed !== undefined &&
    !owed.some((one) => one.kind === 'ask' && one.case === alert.case);
  const unseen = fresh.filter((alert) => !isAnswered(alert));
  const kinds = PRESSING.map((kind) => ({
    kind,
    count: unseen.filter((alert) => alert.kind === kind).length,
  })).filter(({ count }) => count > 0);
  const named = kinds.slice(0, NAMED);
  return { named, others: unseen.length - named.reduce((sum, { count }) => sum + count, 0) };
}
