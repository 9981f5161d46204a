import type { components } from './schema';

export type ProblemBody = components['schemas']['Problem'];
export type FieldProblem = { pointer: string; detail: string; reason: string };

/** A request that the server refused, or that never reached it (status 0). */
export class Problem extends Error {
  readonly status: number;
  /** The stable word for it, such as `case.changed`; catalogues translate it. */
  readonly reason: string;
  readonly fields: FieldProblem[];
  readonly eventsSince: components['schemas']['TimelineEntry'][];

  constructor(body: ProblemBody) {
    super(body.detail ?? body.title);
    this.status = body.status;
    this.reason = body.type.replace('urn:kept311:problem:', '');
    this.fields = body.errors ?? [];
    this.eventsSince = body.events_since ?? [];
  }

  static offline(): Problem {
    return new Problem({
      type: 'urn:kept311:problem:line.down',
      title: 'The server cannot be reached.',
      status: 0,
    });
  }

  /** Whether the same request may succeed a moment later, unchanged. */
  get passing(): boolean {
    return this.status === 0 || this.status === 503;
  }

  field(pointer: string): FieldProblem | undefined {
    return this.fields.find((one) => one.pointer === pointer);
  }
}

export const isProblem = (error: unknown): error is Problem => error instanceof Problem;
