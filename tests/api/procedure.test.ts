import { describe, expect, test } from 'vitest';
import { apiOn } from './api.ts';

const STEPS = `rule { code clause } decidableFrom { day provisional provisionalBecause }
  steps { code applies skippedWhen by level body { code } requires { code rules { code } }
    publicity { atLeast atMost putUp first { day } last { day provisional } latest { day } } stopsWhen }`;

interface Step {
  readonly code: string;
  readonly applies: boolean | null;
  readonly skippedWhen: string | null;
  readonly body: { readonly code: string } | null;
  readonly requires: readonly { readonly code: string; readonly rules: readonly { readonly code: string }[] }[];
  readonly publicity: unknown;
}
interface Procedure {
  readonly rule: { readonly code: string; readonly clause: string };
  readonly decidableFrom: {
    readonly day: string;
    readonly provisional: boolean;
    readonly provisionalBecause: string | null;
  };
  readonly steps: readonly Step[];
}

describe('the procedure for a title, Yuxi 四(二)', () => {
  const api = apiOn('2025-11-15');
  const procedures = async (code: string, aim: string, from = '') =>
    (
      (await api.askText(`{ region(code: "${code}") { procedure(for: ${aim}${from}) { ${STEPS} } } }`)) as {
        readonly region: { readonly procedure: readonly Procedure[] | null };
      }
    ).region.procedure;

  test('from a county it goes through the county and the city, and the notice ends after five working days', async () => {
    const [procedure, ...others] =
      (await procedures('530402', '{ title: { tier: "famous", level: CITY } }', ', from: "2025-09-26"')) ?? [];
    expect(others).toEqual([]);
    expect(procedure).toMatchObject({
      rule: { code: 'Y-flow', clause: '四(二)' },
      decidableFrom: { day: '2025-10-11', provisional: false, provisionalBecause: null },
    });
    expect(procedure?.steps.map(({ code, body }) => [code, body?.code ?? null])).toEqual([
      ['nomination', null],
      ['countyReview', '530402'],
      ['cityReview', '530400'],
      ['publicity', '530400'],
      ['award', '530400'],
    ]);
    expect(procedure?.steps[2]?.requires.find(({ code }) => code === 'eligibility')?.rules).toEqual([
      { code: 'Y-famous' },
    ]);
    expect(procedure?.steps[3]?.publicity).toEqual({
      atLeast: 5,
      atMost: null,
      putUp: '2025-09-26',
      first: { day: '2025-09-28' },
      last: { day: '2025-10-10', provisional: false },
      latest: null,
    });
  });

  test('whether the county step is taken depends on the person: of a whole city it is not told, with the words for it', async () => {
    const [procedure] = (await procedures('530400', '{ title: { tier: "famous", level: CITY } }')) ?? [];
    const review = procedure?.steps.find(({ code }) => code === 'countyReview');
    expect(review).toMatchObject({ applies: null, body: null });
    expect(review?.skippedWhen).not.toBeNull();
  });

  test('a notice put up at the end of the last published year says that its end is provisional', async () => {
    const [procedure] = (await procedures('530402', '{ title: { level: CITY } }', ', from: "2098-12-28"')) ?? [];
    expect(procedure?.decidableFrom.provisional).toBe(true);
    expect(procedure?.decidableFrom.provisionalBecause).toContain('2098-12-29');
  });

  test('nothing is said about what no rule leads to, and nothing is known before the first policy', async () => {
    expect(await procedures('530400', '{ post: { kind: "homeroom" } }')).toEqual([]);
    const early = (await api.askText(
      '{ region(code: "530400", asOf: "2020-01-01") { unknown procedure(for: { title: {} }) { rule { code } } } }',
    )) as { readonly region: { readonly unknown: string | null; readonly procedure: unknown } };
    expect(early.region.procedure).toBeNull();
    expect(early.region.unknown).toContain('2020-01-01');
  });
});
