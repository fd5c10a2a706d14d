import { describe, expect, test } from 'vitest';
import { apiOn } from './api.ts';

interface Counted {
  readonly totalCount: number | null;
  readonly unknown: string | null;
}
interface Review {
  readonly due: string;
  readonly termEnd: string;
  readonly appraisal: string;
  readonly onRecord: boolean;
  readonly overdue: boolean;
  readonly rule: { readonly code: string; readonly clause: string };
  readonly designation: { readonly awarded: string; readonly termEnd: string; readonly state: string };
}
interface Revocation {
  readonly designation: { readonly awarded: string };
  readonly grounds: readonly {
    readonly clause: string;
    readonly result: { readonly outcome: string; readonly conditions: readonly { readonly outcome: string }[] };
  }[];
}
interface Region {
  readonly reviews: Counted & { readonly overdue: number; readonly nodes: readonly Review[] };
  readonly revocations: Counted & { readonly nodes: readonly Revocation[] };
  readonly places: readonly unknown[];
  readonly policy: {
    readonly structure: readonly {
      readonly level: string | null;
      readonly parts: readonly { readonly code: string }[];
    }[];
    readonly curriculum: readonly {
      readonly tier: { readonly code: string };
      readonly subjects: readonly { readonly code: string; readonly text: string }[];
    }[];
  };
}

const api = apiOn('2025-11-15');
const region = async (code: string, fields: string) =>
  ((await api.askText(`{ region(code: "${code}") { ${fields} } }`)) as { readonly region: Region }).region;

describe('Yuxi 六(二): reviews at the end of a term', () => {
  const FIELDS = `totalCount overdue unknown nodes { due termEnd appraisal onRecord overdue rule { code clause }
    designation { awarded termEnd state } }`;

  test('every title is reviewed once, at the end of its three years; what is overdue comes first', async () => {
    const { reviews } = await region('530402', `reviews(months: 6, first: 500) { ${FIELDS} }`);
    expect(reviews.unknown).toBeNull();
    expect(reviews.nodes.length).toBe(reviews.totalCount);
    expect(reviews.nodes.length).toBeGreaterThan(0);
    expect(reviews.overdue).toBe(reviews.nodes.filter(({ overdue }) => overdue).length);
    for (const review of reviews.nodes) {
      expect(review).toMatchObject({ appraisal: 'termAppraisal', rule: { code: 'Y-term', clause: '六(二)' } });
      expect(review.due).toBe(review.termEnd);
      expect(review.termEnd).toBe(review.designation.termEnd);
      expect(review.designation.state).not.toBe('REVOKED');
      expect(review.overdue).toBe(review.due <= '2025-11-15' && !review.onRecord);
      expect(review.due <= '2026-05-15').toBe(true);
    }
    expect(reviews.nodes.map(({ due }) => due)).toEqual(reviews.nodes.map(({ due }) => due).toSorted());
  });
});

describe('Yuxi 六(四): titles that may be taken away', () => {
  test('each title in force whose holder meets a ground stands there with its clause; none is taken away', async () => {
    const { revocations } = await region(
      '530400',
      `revocations(first: 500) { totalCount unknown nodes { designation { awarded }
        grounds { clause result { outcome conditions { outcome } } } } }`,
    );
    expect(revocations.unknown).toBeNull();
    expect(revocations.nodes.length).toBe(revocations.totalCount);
    for (const { grounds } of revocations.nodes) {
      expect(grounds.length).toBeGreaterThan(0);
      for (const ground of grounds) {
        expect(ground.clause).toMatch(/^六\(四\)[1-6]$/u);
        expect(ground.result.outcome).toBe('MET');
      }
    }
  });
});

test('a person’s effects, points, what is given, and which steps are taken for them', async () => {
  const people = (await api.askText(
    '{ teachers(region: "530400", where: { level: CITY }, first: 1) { nodes { staffNo } } }',
  )) as { readonly teachers: { readonly nodes: readonly { readonly staffNo: string }[] } };
  const staffNo = people.teachers.nodes[0]?.staffNo ?? '';
  const { teacher } = (await api.askText(
    `{ teacher(region: "530400", staffNo: "${staffNo}") { records {
      effectsInForce { code text what from to endKnown by otherwise rule { clause } year grade }
      rubric { points }
      entitlements { rule { code } applies gives by rowKnown notWith }
      procedure(for: { title: { tier: "famous", level: CITY } }) { steps { code applies } }
    } } }`,
  )) as {
    readonly teacher: {
      readonly records: {
        readonly effectsInForce: readonly unknown[];
        readonly rubric: readonly unknown[];
        readonly entitlements: readonly { readonly rule: { readonly code: string }; readonly applies: boolean }[];
        readonly procedure: readonly { readonly steps: readonly { readonly applies: boolean | null }[] }[];
      };
    };
  };
  const { effectsInForce, rubric, entitlements, procedure } = teacher.records;
  expect([effectsInForce, rubric]).toEqual([[], []]);
  expect(entitlements.map(({ rule, applies }) => [rule.code, applies])).toEqual([['Y-prefer', true]]);
  expect(procedure[0]?.steps.every(({ applies }) => applies !== null)).toBe(true);
});

test('a policy without places shares out none', async () => {
  expect((await region('530400', 'places { rule { code } }')).places).toEqual([]);
});

test('Xiamen 三(四): subjects by tier; Lishui 五: who trains whom', async () => {
  const { policy } = await region(
    '350200',
    'policy { curriculum { tier { code } subjects { code text } } structure { level parts { code } } }',
  );
  expect(policy.curriculum.map(({ tier, subjects }) => [tier.code, subjects.length])).toEqual([
    ['new', 4],
    ['backbone', 2],
    ['leader', 2],
    ['expert', 2],
  ]);
  const lishui = await region(
    '331100',
    'policy { curriculum { tier { code } subjects { code text } } structure { level parts { code } } }',
  );
  expect(lishui.policy.structure).toContainEqual({ level: 'CITY', parts: [{ code: 'backbone' }] });
});
