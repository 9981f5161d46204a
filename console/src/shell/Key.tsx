import { SHORTCUTS, type Shortcut } from './shortcuts';

/** The key that does the same as the button on which it stands. */
export function Key({ of: wanted }: { of: Shortcut['name'] }) {
  return (
    <>
      {' '}
      <kbd>{SHORTCUTS.find(({ name }) => name === wanted)?.keys}</kbd>
    </>
  );
}
