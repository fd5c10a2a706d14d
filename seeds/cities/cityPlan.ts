import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Day, isDay, toDay } from '../../src/domain/day.ts';
import { LEVELS, type Level } from '../../src/domain/level.ts';
import { wholeNumbers } from '../../src/domain/policy/bound.ts';
import type { Quantity } from '../../src/domain/policy/condition.ts';
import { parsePolicies } from '../../src/domain/policy/parse.ts';
import type { PolicyDocument } from '../../src/domain/policy/types.ts';
import { SETTINGS, STAGES } from '../../src/domain/school.ts';

/** The cities that can be made up. */
export const CITIES = ['xiamen', 'lishui', 'ganyu'] as const;
export type CityName = (typeof CITIES)[number];

const day = z.string().refine((text): text is Day => isDay(text));
const monthDay = z.string().regex(/^\d\d-\d\d$/u);
const share = z.number().min(0).max(1);
const range = z.tuple([z.number(), z.number()]);
const yearly = z.record(z.string().regex(/^\d{4}$/u), z.number().int().min(0));

const titleSeries = z.strictObject({
  ladder: z.string(),
  tier: z.string(),
  level: z.enum(LEVELS),
  /** How many are awarded in each year, in each county where the level is below the city's. */
  perYear: yearly,
  on: monthDay,
  termYears: z.number().int(),
  /** Part of them that is awarded again when the term is over. */
  renewed: share,
  /** Years since the first homeroom post. */
  homeroomYears: z.number(),
  teachingYears: z.number(),
  /** Part of them that goes to rural schools, where there are enough. */
  ruralShare: share,
  /** Roles of which one must have been held, by part of them. */
  roles: z.strictObject({ codes: z.array(z.string()), share }).optional(),
  revoked: z.number().int().default(0),
});

const workshopSeries = z.strictObject({
  kind: z.string(),
  level: z.enum(LEVELS),
  code: z.string(),
  name: z.string(),
  perYear: yearly,
  on: z.array(monthDay).min(1),
  termYears: z.number().int(),
  succeeded: share,
  /** Tiers from which hosts come, the first that somebody holds. */
  hostTiers: z.array(z.string()),
  /** Seats of each role where the policy gives a range or no ceiling. */
  people: z.record(z.string(), range),
  /** Part of the places that are taken. */
  filled: share,
  /** Only these counties found any (today's codes); all but the one left out when missing. */
  counties: z.array(z.string()).optional(),
});

const trainingSeries = z.strictObject({
  name: z.string(),
  layer: z.string(),
  level: z.enum(LEVELS),
  who: z.enum(['beginners', 'everyone', 'workshops']),
  from: z.number().int(),
  share,
  times: range.default([1, 1]),
  hours: range,
});

const factSeries = z.strictObject({
  kind: z.enum(['appraisal', 'certificate', 'activity', 'finding', 'event', 'figure', 'rubricScore', 'application']),
  /** The office's word for it. */
  word: z.string(),
  who: z.enum(['everyone', 'beginners', 'seasoned', 'scoredSchool', 'workshops', 'schools', 'regions']),
  /** Since the first homeroom post, of the seasoned. */
  homeroomYears: z.number().default(0),
  /** School years. */
  from: z.number().int(),
  through: z.number().int().optional(),
  share,
  /** Nobody has it twice. */
  once: z.boolean().default(false),
  /** Days of a school year, and up to how many days later it may be. */
  on: z.array(monthDay).min(1),
  within: z.number().int().default(0),
  level: z.enum(LEVELS).optional(),
  /** Words of grades or results, each so often; an empty one: not told. */
  grades: z.array(z.strictObject({ word: z.string(), weight: z.number() })).optional(),
  validYears: z.number().int().optional(),
  times: range.optional(),
  value: range.optional(),
  /** Sections of a rubric with the most points of each. */
  sections: z.array(z.strictObject({ code: z.string(), most: z.number() })).optional(),
  title: z.string().optional(),
});

const citySchema = z.strictObject({
  city: z.enum(CITIES),
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  /** The body that issues the codes, by the codes it has had. */
  issuer: z.array(z.strictObject({ code: z.string(), through: day.optional() })).min(1),
  level: z.enum(LEVELS),
  policies: z.array(z.string()),
  mapping: z.string().optional(),
  /** First school year of the story. */
  begins: z.number().int(),
  imports: z.array(day).min(1),
  size: z.strictObject({ schools: z.number().int(), homeroomTeachers: z.number().int() }),
  /** Counts of titles and workshops grow with this power of the scale. */
  growth: z.number(),
  schoolName: z.string(),
  counties: z.array(
    z.strictObject({
      code: z.string(),
      short: z.string(),
      weight: z.number(),
      settings: z.partialRecord(z.enum(SETTINGS), z.number()),
    }),
  ),
  direct: share,
  /** Code of the post that some hold for a year before they lead a class. */
  reservePost: z.string(),
  stages: z.partialRecord(z.enum(STAGES), z.strictObject({ share: z.number(), classes: z.number() })),
  /** Schools whose setting changes, and from when. */
  settingChanges: z.array(
    z.strictObject({ on: day, count: z.number().int(), from: z.enum(SETTINGS), to: z.enum(SETTINGS) }),
  ),
  /** Rural county (today's code) that workshops and training pass by. */
  leftOut: z.string(),
  /** Village schools that workshops and training pass by, where the body has one county only. */
  leftOutSchools: share.default(0),
  retirement: z.strictObject({ FEMALE: z.number().int(), MALE: z.number().int() }),
  titles: z.array(titleSeries),
  workshops: z.array(workshopSeries),
  pairings: z.strictObject({
    from: z.number().int(),
    /** Part of the beginners who have a mentor. */
    beginners: share,
    /** Of the holders of these tiers the part that keeps the policy's floor; the others stay below. */
    holders: z.array(z.string()),
    keepFloor: share,
  }),
  trainings: z.array(trainingSeries),
  appraisals: z.strictObject({ from: z.number().int(), excellent: share, fail: share, missing: share }),
  achievements: z.array(
    z.strictObject({ word: z.string(), from: z.number().int(), share, levels: z.array(z.enum(LEVELS)) }),
  ),
  facts: z.array(factSeries).default([]),
});

export type CityParameters = z.output<typeof citySchema>;
export type TitleSeries = z.output<typeof titleSeries>;
export type FactSeries = z.output<typeof factSeries>;
export type WorkshopSeries = z.output<typeof workshopSeries>;

/** A city's own numbers with the policies that hold for it. */
export interface CityPlan {
  readonly parameters: CityParameters;
  /** In the order in which they are loaded. */
  readonly policyFiles: readonly string[];
  readonly policies: readonly PolicyDocument[];
  readonly mappingFile: string | null;
}

export function readCityPlan(city: CityName): CityPlan {
  const folder = new URL(`${city}/`, import.meta.url);
  const parameters = citySchema.parse(parse(readFileSync(new URL('city.yaml', folder), 'utf8')));
  const policyFiles = parameters.policies.map((file) => fileURLToPath(new URL(file, folder)));
  const policies = policyFiles
    .flatMap((file) => parsePolicies(readFileSync(file, 'utf8')))
    .flatMap(({ document }) => (document === null ? [] : [document]));
  const { mapping } = parameters;
  return {
    parameters,
    policyFiles,
    policies,
    mappingFile: mapping === undefined ? null : fileURLToPath(new URL(mapping, folder)),
  };
}

/** The tiers of a ladder, lowest first, as the policies of the city have it. */
export function tiersOf({ policies }: CityPlan, ladder: string): readonly string[] {
  return (
    policies
      .flatMap(({ ladders }) => ladders)
      .findLast(({ code }) => code === ladder)
      ?.tiers.map(({ code }) => code) ?? []
  );
}

/** What a policy calls a tier, a role or a kind of post in Chinese. */
export function chineseWord({ policies }: CityPlan, list: 'tier' | 'role' | 'post', code: string): string {
  const texts = policies.flatMap((policy) => {
    switch (list) {
      case 'tier':
        return policy.ladders.flatMap(({ tiers }) => tiers);
      case 'role':
        return policy.workshops.flatMap(({ roles }) => roles);
      case 'post':
        return [...(policy.codes.get('posts') ?? [])].map(([post, text]) => ({ code: post, text }));
    }
  });
  const found = texts.find((each) => each.code === code);
  if (found === undefined) throw new RangeError(`no policy names ${list} ${code}`);
  return found.text.zh;
}

/** Codes of the posts whose holders are homeroom teachers, as the policies say; the first is the usual one. */
export function countingPosts({ policies }: CityPlan): readonly string[] {
  return policies.findLast(({ define }) => define.countingPosts !== null)?.define.countingPosts ?? [];
}

export interface RolePlan {
  readonly role: string;
  readonly leads: boolean;
  /** Role under whose seats it stands; null: it leads, or stands under the one that does. */
  readonly under: string | null;
  /** Seats: in all, or for each holder of `forEach`. Most null: no ceiling. */
  readonly least: number;
  readonly most: number | null;
  readonly forEach: string | null;
}

/** The roles of workshops that a body founds on a day, with their numbers, as its policies say it. */
export function rolesFor(
  plan: CityPlan,
  founder: string,
  level: Level,
  kind: string,
  founded: Day,
): readonly RolePlan[] {
  const layers = policiesOf(plan, founder, founded);
  const workshop = layers
    .flatMap(({ workshops }) => workshops)
    .findLast((each) => each.kind === kind && each.levels.includes(level));
  const seats = layers
    .flatMap(({ rules }) => rules)
    .findLast((rule) => rule.kind === 'composition' && rule.seats.length > 0);
  const counts = seats?.kind === 'composition' ? seats.seats : [];
  const leading = workshop?.roles.find(({ leads }) => leads)?.code ?? null;
  return (workshop?.roles ?? []).map((role) => {
    const count = counts.find((each) => each.role === role.code);
    const [least, most] =
      count === undefined ? [role.leads ? 1 : 0, role.leads ? 1 : null] : wholeNumbers(count.bound, numberOf, 0);
    const under = role.under === leading ? null : role.under;
    return { role: role.code, leads: role.leads, under, least, most, forEach: count?.forEach ?? null };
  });
}

/** The least number of pairings a school year that a policy asks of mentors; null: none asks any. */
export function pairingFloor(plan: CityPlan, schoolYear: number): number | null {
  const day = toDay(`${schoolYear + 1}-06-30`);
  for (const { rules } of policiesOf(plan, '', day))
    for (const rule of rules) {
      const require = rule.kind === 'quota' ? rule.require : null;
      if (require?.form !== 'count' || require.records !== 'pairings') continue;
      return wholeNumbers(require.bound, numberOf, 0)[0];
    }
  return null;
}

/** The policies in force on a day for a region that founds, those above first. */
function policiesOf({ policies, parameters }: CityPlan, founder: string, day: Day): readonly PolicyDocument[] {
  const own = parameters.issuer.map(({ code }) => code);
  return latestVersions(
    policies.filter(
      ({ region, effective }) =>
        (own.includes(region) || region === founder) &&
        effective.from <= day &&
        (effective.through === null || day <= effective.through),
    ),
  );
}

function latestVersions(policies: readonly PolicyDocument[]): readonly PolicyDocument[] {
  return policies.filter(
    ({ policy, effective }) =>
      !policies.some((other) => other.policy === policy && other.effective.from > effective.from),
  );
}

/** A value that a body below sets is none here. */
function numberOf(quantity: Quantity): number {
  return typeof quantity === 'number' ? quantity : 0;
}
