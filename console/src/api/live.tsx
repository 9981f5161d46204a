import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { staleAfterNews, TOPICS, type News } from './queries';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;
/** Several changes of one unit of work arrive together and are read once. */
const GATHER_MS = 100;

const LiveLine = createContext(true);

/** Whether changes arrive by themselves at present. */
export const useLineIsUp = () => useContext(LiveLine);

const address = () => `${location.origin.replace(/^http/, 'ws')}/api/v1/live`;

/** Listens for changes on cases and of the telephone, and reads again what they made stale. */
export function LiveChanges({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [up, setUp] = useState(true);

  useEffect(() => {
    let socket: WebSocket | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let wait = FIRST_WAIT_MS;
    let wasDown = false;
    let over = false;
    let gathered: News = { cases: new Set(), telephone: false };

    const connect = () => {
      socket = new WebSocket(address());
      socket.onopen = () => {
        wait = FIRST_WAIT_MS;
        setUp(true);
        // What happened while the line was down was told to nobody here.
        if (wasDown) void queries.invalidateQueries();
        wasDown = false;
      };
      socket.onmessage = ({ data }) => {
        const news = JSON.parse(String(data)) as { topic: string; number?: string };
        if (news.number) gathered.cases.add(news.number);
        if (news.topic === 'telephone') gathered.telephone = true;
        gathering ??= setTimeout(() => {
          gathering = undefined;
          const told = gathered;
          gathered = { cases: new Set(), telephone: false };
          staleAfterNews(queries, told);
        }, GATHER_MS);
      };
      socket.onclose = () => {
        if (over) return;
        setUp(false);
        wasDown = true;
        // A session that ended closes the line too; reading it tells which of the two it was.
        void queries.invalidateQueries({ queryKey: [TOPICS.session] });
        again = setTimeout(connect, wait);
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      };
    };
    connect();
    return () => {
      over = true;
      clearTimeout(again);
      clearTimeout(gathering);
      socket?.close();
    };
  }, [queries]);

  return <LiveLine value={up}>{children}</LiveLine>;
}
