import { Form } from '@trussworks/react-uswds';
import { useState, type ReactNode } from 'react';
import { TypedContext } from './typed';
import { useFirstField } from './useFirstField';

/** A form that Ctrl+Enter sends from any of its fields, many-lined ones too. */
export function KeyForm({
  label,
  className,
  takesFocus = false,
  onSubmit,
  children,
}: {
  label?: string;
  className?: string;
  /** Somebody has just opened it. */
  takesFocus?: boolean;
  onSubmit: () => void;
  children: ReactNode;
}) {
  const [typed, setTyped] = useState(0);
  const form = useFirstField(takesFocus);
  return (
    <Form
      ref={form}
      large
      aria-label={label}
      className={className}
      onChange={() => setTyped(typed + 1)}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }}
    >
      <TypedContext value={typed}>{children}</TypedContext>
    </Form>
  );
}
