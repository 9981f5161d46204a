import {
  Checkbox,
  ErrorMessage,
  FormGroup,
  Label,
  Select,
  Textarea,
  TextInput,
} from '@trussworks/react-uswds';
import { useId, useState, type ComponentProps, type ReactNode, type Ref } from 'react';
import type { Problem } from '../api/problem';
import { useProblemText } from './problemText';

export interface Field {
  label: string;
  hint?: string;
  /** The problem of the last try, and which of its fields this one is. */
  problem?: Problem | null;
  pointer?: string;
  required?: boolean;
}

export interface Parts {
  id: string;
  describedBy: string | undefined;
  wrong: boolean;
}

/** Label, hint and what is wrong, round a control; the control is told the ids. */
export function Labelled({
  label,
  hint,
  problem,
  pointer,
  value,
  children,
}: Field & { value?: unknown; children: (parts: Parts) => ReactNode }) {
  const id = useId();
  const say = useProblemText();
  // What was wrong with what stood here is not said of what is typed since.
  const [refused, setRefused] = useState({ problem, value });
  if (refused.problem !== problem) setRefused({ problem, value });
  const same = refused.problem !== problem || refused.value === value;
  const mistake = pointer === undefined || !same ? undefined : problem?.field(pointer);
  const describedBy = [hint && `${id}-hint`, mistake && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <FormGroup error={mistake !== undefined}>
      <Label htmlFor={id} error={mistake !== undefined}>
        {label}
      </Label>
      {hint && (
        <div className="usa-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {mistake && (
        <ErrorMessage id={`${id}-error`}>
          {say({ reason: mistake.reason, message: mistake.detail })}
        </ErrorMessage>
      )}
      {children({ id, describedBy, wrong: mistake !== undefined })}
    </FormGroup>
  );
}

interface Text extends Field {
  value: string;
  onChange: (value: string) => void;
}

interface TextFieldProps extends Text {
  type?: 'text' | 'tel' | 'email' | 'password' | 'number';
  autoComplete?: string;
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField(props: TextFieldProps) {
  const { value, onChange, required, type = 'text', autoComplete = 'off', inputRef } = props;
  return (
    <Labelled {...props}>
      {({ id, describedBy, wrong }) => (
        <TextInput
          id={id}
          name={id}
          type={type}
          value={value}
          required={required}
          autoComplete={autoComplete}
          aria-describedby={describedBy}
          aria-invalid={wrong}
          validationStatus={wrong ? 'error' : undefined}
          inputRef={inputRef}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  );
}

export function LinesField(props: Text & { rows?: number; inputRef?: Ref<HTMLTextAreaElement> }) {
  const { value, onChange, required, rows = 3, inputRef } = props;
  return (
    <Labelled {...props}>
      {({ id, describedBy, wrong }) => (
        <Textarea
          id={id}
          name={id}
          rows={rows}
          value={value}
          required={required}
          aria-describedby={describedBy}
          aria-invalid={wrong}
          error={wrong}
          inputRef={inputRef}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  );
}

export interface Option {
  value: string;
  text: string;
}

export function SelectField(
  props: Text & { options: Option[]; empty?: string; inputRef?: Ref<HTMLSelectElement> },
) {
  const { value, onChange, required, options, empty, inputRef } = props;
  return (
    <Labelled {...props}>
      {({ id, describedBy, wrong }) => (
        <Select
          id={id}
          name={id}
          value={value}
          required={required}
          aria-describedby={describedBy}
          aria-invalid={wrong}
          validationStatus={wrong ? 'error' : undefined}
          inputRef={inputRef}
          onChange={(event) => onChange(event.target.value)}
        >
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </Select>
      )}
    </Labelled>
  );
}

type NativeInput = ComponentProps<typeof TextInput>['type'];

function NativeField({ type, ...props }: Text & { type: 'date' | 'datetime-local' }) {
  const { value, onChange, required } = props;
  return (
    <Labelled {...props}>
      {({ id, describedBy, wrong }) => (
        <TextInput
          id={id}
          name={id}
          // The component lists fewer types than it passes on.
          type={type as NativeInput}
          // Without it a year may have six digits, and typing does not go on to the hour.
          max={type === 'date' ? '9999-12-31' : '9999-12-31T23:59'}
          value={value}
          required={required}
          aria-describedby={describedBy}
          aria-invalid={wrong}
          validationStatus={wrong ? 'error' : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Labelled>
  );
}

/** A wall time of the city as the API writes it, 2026-11-24T14:00, by the browser's own control. */
export const WallTimeField = (props: Text) => <NativeField type="datetime-local" {...props} />;

/** A day as the API writes it, 2026-11-24. */
export const DateField = (props: Text) => <NativeField type="date" {...props} />;

export function CheckField({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <Checkbox
      id={id}
      name={id}
      label={label}
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
