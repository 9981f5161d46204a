import { Form } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';

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
  return (
    <Form
      large
      aria-label={label}
      className={className}
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
      {children}
    </Form>
  );
}
