import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { StatementEvent } from '../../graph/session.ts';

/** What `/metrics` tells. Labels are names from the code, never what somebody asked about. */
export interface Metrics {
  readonly registry: Registry;
  /** For {@link GraphOptions.onStatement}. */
  readonly statement: (event: StatementEvent) => void;
  readonly operation: (operation: { readonly seconds: number; readonly failed: boolean }) => void;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const statements = new Histogram({
    name: 'mentorgraph_statement_seconds',
    help: 'Time of each statement at the database, by named query or write',
    labelNames: ['name', 'kind'] as const,
    buckets: SECONDS,
    registers: [registry],
  });
  const failedStatements = new Counter({
    name: 'mentorgraph_statement_failures_total',
    help: 'Statements that the database did not answer, by named query or write',
    labelNames: ['name', 'kind'] as const,
    registers: [registry],
  });
  const operations = new Histogram({
    name: 'mentorgraph_operation_seconds',
    help: 'Time of each GraphQL operation',
    labelNames: ['outcome'] as const,
    buckets: SECONDS,
    registers: [registry],
  });
  return {
    registry,
    statement: ({ name, kind, milliseconds, failed }) => {
      statements.observe({ name, kind }, milliseconds / 1000);
      if (failed) failedStatements.inc({ name, kind });
    },
    operation: ({ seconds, failed }) => {
      operations.observe({ outcome: failed ? 'errors' : 'data' }, seconds);
    },
  };
}
