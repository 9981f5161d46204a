import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api, bodyOf, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSession } from '../session/session';

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
export function useSeenAlerts() {
  const { staff } = useSession();
  const seen = useSyncExternalStore(subscribe, () => Number(localStorage.getItem(place(staff.id)) ?? 0));
  return {
    seen,
    remember: (alerts: Alert[]) => {
      const newest = Math.max(0, ...alerts.map(({ id }) => id));
      if (newest <= seen) return;
      localStorage.setItem(place(staff.id), String(newest));
      listeners.forEach((listen) => listen());
    },
  };
}

/** What is new, by its kind: what presses most first. */
export function useUnseen() {
  const { seen } = useSeenAlerts();
  const unseen = (useAlerts().data ?? []).filter(({ id }) => id > seen);
  const kinds = PRESSING.map((kind) => ({
    kind,
    count: unseen.filter((alert) => alert.kind === kind).length,
  })).filter(({ count }) => count > 0);
  const named = kinds.slice(0, NAMED);
  return { named, others: unseen.length - named.reduce((sum, { count }) => sum + count, 0) };
}
