import { Form } from '@trussworks/react-uswds';
import { useState, type ReactNode } from 'react';
import { TypedContext } from './typed';

/** A form that Ctrl+Enter sends from any of its fields, many-lined ones too. */
export function KeyForm({
  label,
  className,
  onSubmit,
  children,
}: {
  label?: string;
  className?: string;
  onSubmit: () => void;
  children: ReactNode;
}) {
  const [typed, setTyped] = useState(0);
  return (
    <Form
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
