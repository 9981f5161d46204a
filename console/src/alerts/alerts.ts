import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { Temporal } from 'temporal-polyfill';
import { api, bodyOf, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSession } from '../session/session';
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

const listeners = new Set<() => void>();
const place = (staff: number) => `kept311.alerts.${staff}`;

function subscribe(listen: () => void) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** Up to which alert this person has looked at the list, at this desk. */
export function useSeenAlerts(alerts: Alert[]) {
  const { staff } = useSession();
  const { startOfToday } = useCityTime();
  const looked = useSyncExternalStore(subscribe, () => localStorage.getItem(place(staff.id)));
  // Whoever comes to a desk for the first time is told what is new today: what is late of the days
  // before is owed, and stands there.
  const old = alerts.filter(({ at }) => Temporal.Instant.compare(at, startOfToday) < 0);
  const seen = looked === null ? Math.max(0, ...old.map(({ id }) => id)) : Number(looked);
  return {
    seen,
    remember: () => {
      const newest = Math.max(0, ...alerts.map(({ id }) => id));
      if (newest <= Number(looked ?? 0)) return;
      localStorage.setItem(place(staff.id), String(newest));
      listeners.forEach((listen) => listen());
    },
  };
}

/** What is new, by its kind: what presses most first. */
export function useUnseen() {
  const alerts = useAlerts().data ?? [];
  const { seen } = useSeenAlerts(alerts);
  const unseen = alerts.filter(({ id }) => id > seen);
  const kinds = PRESSING.map((kind) => ({
    kind,
    count: unseen.filter((alert) => alert.kind === kind).length,
  })).filter(({ count }) => count > 0);
  const named = kinds.slice(0, NAMED);
  return { named, others: unseen.length - named.reduce((sum, { count }) => sum + count, 0) };
}
