/** What the cities' documents ask for, restated from their clauses for the independent computations. */
export interface Document {
  readonly region: string;
  readonly from: string;
  readonly ladders: readonly Ladder[];
  /** In the order of the clauses, from the day on which they hold. */
  readonly targets: readonly (Target & { readonly from: string })[];
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
  readonly eachCounty: boolean;
  readonly level: string;
  readonly parts: readonly { readonly stage: string | null; readonly required: number }[];
  readonly by: string;
}
/** How many per cent of the homeroom teachers, or of the rural ones, are trained once by the end of a day. */
export interface RotationTarget {
  readonly code: string;
  readonly counts: 'rotation';
  readonly ruralOnly: boolean;
  readonly required: number;
  readonly by: string;
}

const YUXI = '2023-01-01';
const XIAMEN = '2022-10-16';
const LISHUI_REVISED = '2024-01-01';
const GANYU_STUDIOS = '2012-09-01';

const awarded = (code: string, level: string, eachCounty: boolean, required: number) =>
  ({ code, counts: 'awarded', from: YUXI, level, years: [2023, 2024, 2025], eachCounty, required }) as const;
const held = (from: string, code: string, tier: string, required: number, by = '2030-12-31') =>
  ({ code, counts: 'held', from, tier, level: 'CITY', ruralOnly: code.includes('rural'), required, by }) as const;
const workshops = (from: string, code: string, level: string, required: number, by: string, eachCounty = false) =>
  ({ code, counts: 'workshops', from, level, eachCounty, parts: [{ stage: null, required }], by }) as const;
const rotation = (from: string, code: string) =>
  ({ code, counts: 'rotation', from, ruralOnly: true, required: 100, by: '2025-12-31' }) as const;
const training = (from: string, code: string, required: number, by: string) =>
  ({ code, counts: 'rotation', from, ruralOnly: false, required, by }) as const;

const STAGES: readonly (readonly [string, number])[] = [
  ['KINDERGARTEN', 2],
  ['PRIMARY', 3],
  ['JUNIOR', 3],
  ['SENIOR', 3],
  ['SECONDARY_VOCATIONAL', 3],
  ['HIGHER_VOCATIONAL', 1],
];
const TITLES = { code: 'titles', tiers: ['backbone', 'famous'], levels: ['COUNTY', 'CITY'] };

/** Lishui's and Ganyu's numbers are those of the made-up policies of the demonstration: their own documents state none. */
export const DOCUMENTS = {
  yuxi: {
    region: '530400',
    from: YUXI,
    ladders: [TITLES],
    targets: [
      awarded('Y-t-city', 'CITY', false, 180),
      awarded('Y-t-county', 'COUNTY', true, 100),
      {
        code: 'Y-t-workshops',
        counts: 'workshops',
        from: YUXI,
        level: 'CITY',
        eachCounty: false,
        parts: STAGES.map(([stage, required]) => ({ stage, required })),
        by: '2025-12-31',
      },
    ],
  },
  xiamen: {
    region: '350200',
    from: XIAMEN,
    ladders: [{ code: 'pyramid', tiers: ['new', 'backbone', 'leader', 'expert'], levels: ['CITY'] }],
    targets: [
      held(XIAMEN, 'X-t-backbone', 'backbone', 500),
      workshops(XIAMEN, 'X-t-workshops', 'CITY', 200, '2030-12-31'),
      held(XIAMEN, 'X-t-leaders', 'leader', 200),
      held(XIAMEN, 'X-t-experts', 'expert', 30),
      rotation(XIAMEN, 'X-rural-rotation'),
      held(XIAMEN, 'X-t-rural-backbone', 'backbone', 200),
      held(XIAMEN, 'X-t-rural-leader', 'leader', 50),
    ],
  },
  lishui: {
    region: '331100',
    from: '2015-12-07',
    ladders: [TITLES],
    targets: [
      held(LISHUI_REVISED, 'LD-t-famous', 'famous', 60),
      held(LISHUI_REVISED, 'LD-t-backbone', 'backbone', 300),
      held(LISHUI_REVISED, 'LD-t-rural-backbone', 'backbone', 120),
      workshops(LISHUI_REVISED, 'LD-t-workshops', 'CITY', 12, '2030-12-31'),
      workshops(LISHUI_REVISED, 'LD-t-county-workshops', 'COUNTY', 2, '2030-12-31', true),
      rotation(LISHUI_REVISED, 'LD-t-trained'),
      training(LISHUI_REVISED, 'LD-t-all-trained', 85, '2028-12-31'),
    ],
  },
  ganyu: {
    region: '320707',
    from: '2012-05-17',
    ladders: [
      { code: 'grades', tiers: ['third', 'second', 'first'], levels: ['SCHOOL'] },
      { code: 'cityProgramme', tiers: ['model'], levels: ['CITY'] },
    ],
    targets: [
      held(GANYU_STUDIOS, 'GD-t-model', 'model', 60, '2028-12-31'),
      workshops(GANYU_STUDIOS, 'GD-t-workshops', 'COUNTY', 15, '2028-12-31'),
      rotation(GANYU_STUDIOS, 'GD-t-trained'),
      training(GANYU_STUDIOS, 'GD-t-all-trained', 85, '2028-12-31'),
    ],
  },
} as const satisfies Record<string, Document>;
