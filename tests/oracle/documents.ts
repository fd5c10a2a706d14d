/** What the cities' documents ask for, restated from their clauses for the independent computations. */
export interface Document {
  readonly region: string;
  readonly from: string;
  readonly ladders: readonly Ladder[];
  readonly targets: readonly Target[];
}
export interface Ladder {
  readonly code: string;
  /** Lowest first. */
  readonly tiers: readonly string[];
  readonly levels: readonly string[];
}
export type Target = AwardedTarget | HeldTarget | WorkshopTarget | RotationTarget;
/** Titles awarded in each of the years, by one body or by each county. */
export interface AwardedTarget {
  readonly code: string;
  readonly counts: 'awarded';
  readonly level: string;
  readonly years: readonly number[];
  readonly eachCounty: boolean;
  readonly required: number;
}
/** Holders of a tier by the end of a day. */
export interface HeldTarget {
  readonly code: string;
  readonly counts: 'held';
  readonly tier: string;
  readonly level: string;
  readonly ruralOnly: boolean;
  readonly required: number;
  readonly by: string;
}
/** Workshops by the end of a day; stage null: of whatever stage. */
export interface WorkshopTarget {
  readonly code: string;
  readonly counts: 'workshops';
  readonly level: string;
  readonly parts: readonly { readonly stage: string | null; readonly required: number }[];
  readonly by: string;
}
/** Every rural homeroom teacher trained once by the end of a day. */
export interface RotationTarget {
  readonly code: string;
  readonly counts: 'rotation';
  readonly by: string;
}

const held = (code: string, tier: string, required: number, ruralOnly = false): HeldTarget => ({
  code,
  counts: 'held',
  tier,
  level: 'CITY',
  ruralOnly,
  required,
  by: '2030-12-31',
});
const stages: readonly (readonly [string, number])[] = [
  ['KINDERGARTEN', 2],
  ['PRIMARY', 3],
  ['JUNIOR', 3],
  ['SENIOR', 3],
  ['SECONDARY_VOCATIONAL', 3],
  ['HIGHER_VOCATIONAL', 1],
];

export const DOCUMENTS = {
  yuxi: {
    region: '530400',
    from: '2023-01-01',
    ladders: [{ code: 'titles', tiers: ['backbone', 'famous'], levels: ['COUNTY', 'CITY'] }],
    targets: [
      {
        code: 'Y-t-city',
        counts: 'awarded',
        level: 'CITY',
        years: [2023, 2024, 2025],
        eachCounty: false,
        required: 180,
      },
      {
        code: 'Y-t-county',
        counts: 'awarded',
        level: 'COUNTY',
        years: [2023, 2024, 2025],
        eachCounty: true,
        required: 100,
      },
      {
        code: 'Y-t-workshops',
        counts: 'workshops',
        level: 'CITY',
        parts: stages.map(([stage, required]) => ({ stage, required })),
        by: '2025-12-31',
      },
    ],
  },
  xiamen: {
    region: '350200',
    from: '2022-10-16',
    ladders: [{ code: 'pyramid', tiers: ['new', 'backbone', 'leader', 'expert'], levels: ['CITY'] }],
    targets: [
      held('X-t-backbone', 'backbone', 500),
      held('X-t-leaders', 'leader', 200),
      held('X-t-experts', 'expert', 30),
      held('X-t-rural-backbone', 'backbone', 200, true),
      held('X-t-rural-leader', 'leader', 50, true),
      {
        code: 'X-t-workshops',
        counts: 'workshops',
        level: 'CITY',
        parts: [{ stage: null, required: 200 }],
        by: '2030-12-31',
      },
      { code: 'X-rural-rotation', counts: 'rotation', by: '2025-12-31' },
    ],
  },
  lishui: { region: '331100', from: '2015-12-07', ladders: [], targets: [] },
  ganyu: {
    region: '320707',
    from: '2012-05-17',
    ladders: [
      { code: 'grades', tiers: ['third', 'second', 'first'], levels: ['SCHOOL'] },
      { code: 'cityProgramme', tiers: ['model'], levels: ['CITY'] },
    ],
    targets: [],
  },
} as const satisfies Record<string, Document>;
