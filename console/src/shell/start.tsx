import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startLanguages } from '../i18n';
import '../styles/index.scss';
import { App } from './App';

/** The console of the city's staff. */
export async function start(root: HTMLElement) {
  await startLanguages();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
