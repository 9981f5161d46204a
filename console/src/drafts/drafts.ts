import { createContext, useContext, useState, useSyncExternalStore } from 'react';

/** Which form it is, and where somebody goes on with it. */
export interface FormFacts {
  key: string;
  label: string;
  to: string;
  /** The conversation in which it was begun, where it cannot be sent when that is over. */
  call?: number | undefined;
}

/** A form that somebody began and did not send. */
export interface Unsent extends FormFacts {
  /** What differs from the empty form, by field. */
  values: Record<string, unknown>;
  /** Whether it stands on the screen. */
  open: boolean;
}

const storageOf = (staff: number) => `kept311.unsent.${staff}`;

function stored(staff: number): Unsent[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(storageOf(staff)) ?? '[]') as Unsent[];
    return kept.map((one) => ({ ...one, open: false }));
  } catch {
    return [];
  }
}

/**
 * The forms that one person began and did not send. They outlive the screen that they stand on and a
 * loading of the page, not the browser's tab nor the sign-out: there are residents' words in them.
 */
export class Drafts {
  private forms: Unsent[];
  private shown: Unsent[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(private readonly staff: number) {
    this.forms = stored(staff);
    this.show();
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
  /** What was begun, and not sent. */
  readonly unsent = () => this.shown;

  valuesOf(key: string) {
    return this.forms.find((one) => one.key === key)?.values ?? {};
  }
  open(form: FormFacts, begun: Record<string, unknown>) {
    this.change({ ...form, values: { ...begun, ...this.valuesOf(form.key) }, open: true });
    return () => {
      const left = this.forms.find(({ key }) => key === form.key);
      if (!left) return;
      // What was only taken over from elsewhere goes with the screen.
      if (Object.keys(left.values).every((name) => left.values[name] === begun[name])) this.forget(form.key);
      else this.change({ ...left, open: false });
    };
  }
  keep(form: FormFacts, name: string, value: unknown, empty: unknown) {
    const values = { ...this.valuesOf(form.key), [name]: value };
    if (JSON.stringify(value) === JSON.stringify(empty)) delete values[name];
    this.change({ ...form, values, open: true });
  }
  forget(key: string) {
    this.forms = this.forms.filter((one) => one.key !== key);
    this.show();
  }
  forgetAll() {
    this.forms = [];
    this.show();
  }

  private change(form: Unsent) {
    const index = this.forms.findIndex(({ key }) => key === form.key);
    this.forms = index < 0 ? [...this.forms, form] : this.forms.with(index, form);
    this.show();
  }
  private show() {
    this.shown = this.forms.filter(({ values }) => Object.keys(values).length > 0);
    sessionStorage.setItem(storageOf(this.staff), JSON.stringify(this.shown));
    for (const tell of this.listeners) tell();
  }
}

export const DraftsContext = createContext<Drafts | null>(null);

const NONE: Unsent[] = [];
const never = () => () => {};

/** What this person began and did not send. */
export function useUnsent(): Unsent[] {
  const drafts = useContext(DraftsContext);
  return useSyncExternalStore(drafts?.subscribe ?? never, drafts?.unsent ?? (() => NONE));
}

/** The form round this; nothing where none is kept. */
export interface DraftState {
  values: Record<string, unknown>;
  keep: (name: string, value: unknown, empty: unknown) => void;
  /** It was sent, or put away. */
  forget: () => void;
}
export const DraftContext = createContext<DraftState | null>(null);

/** To be called when the form was sent or put away; does nothing where it is not kept. */
export function useForget() {
  const draft = useContext(DraftContext);
  return () => draft?.forget();
}

/** A field's state, which is kept with its form until that is sent; `name` is its own in the form. */
export function useKept<Value>(name: string, initial: Value | (() => Value)) {
  const draft = useContext(DraftContext);
  const [empty] = useState<Value>(initial);
  const [value, setValue] = useState<Value>(() =>
    draft && name in draft.values ? (draft.values[name] as Value) : empty,
  );
  const set = (next: Value) => {
    setValue(() => next);
    draft?.keep(name, next, empty);
  };
  return [value, set] as const;
}
