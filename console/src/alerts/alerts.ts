import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api, bodyOf, type Schemas } from '../api/client';
import { TOPICS } from '../api/queries';
import { useSession } from '../session/session';

export type Alert = Schemas['Alert'];

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

export function useUnseenCount() {
  const { seen } = useSeenAlerts();
  const alerts = useAlerts().data ?? [];
  return alerts.filter(({ id }) => id > seen).length;
}
