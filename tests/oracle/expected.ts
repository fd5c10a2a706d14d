import { readFileSync } from 'node:fs';
import { z } from 'zod';

const cellAt = z.object({ sheet: z.string(), row: z.number(), column: z.string(), reason: z.string() });
const counts = z.record(z.string(), z.number());
const seatCount = z.object({ required: z.number(), filled: z.number(), open: z.number(), over: z.number() });
const seatTotals = z.object({
  workshops: z.number(),
  host: seatCount,
  member: seatCount,
  trainee: seatCount,
  places: seatCount,
});
const workshop = z.object({
  id: z.string(),
  stage: z.string(),
  exists: z.boolean(),
  host_filled: z.boolean(),
  members_filled: z.number(),
  members_open: z.number(),
  trainees_filled: z.number(),
  trainees_open_under_members: z.number(),
  trainees_open_of_30: z.number(),
  trainees_over: z.number(),
  trainees_unattached: z.number(),
  members: z
    .array(
      z.object({
        member: z.string(),
        trainees: z.number(),
        filled: z.number(),
        open: z.number(),
        over: z.number(),
      }),
    )
    .optional(),
});
const capacity = z.object({
  workshops: z.number(),
  unattached: z.number(),
  planned: seatTotals,
  founded: seatTotals,
  by_stage: z.record(z.string(), z.object({ planned: seatTotals, founded: seatTotals, unattached: z.number() })),
});
const homeroomTeachers = z.object({
  total: z.number(),
  by_county: counts,
  rural_total: z.number(),
  rural_by_county: counts,
  by_setting: counts,
  in_two_counties: z.number(),
});
const pairings = z.object({
  school_year: z.string(),
  counted_on: z.string(),
  holders: z.number(),
  below_5: z.number(),
  exactly_5: z.number(),
  above_5: z.number(),
  pairings: z.number(),
  lowest_20: z.array(z.object({ id: z.string(), pairings: z.number() })),
});

const awarded = z.object({
  titles: z.number(),
  without_revoked: z.number(),
  persons: z.number(),
  first_time_persons: z.number(),
});
const eligible = z.object({
  meets: z.number(),
  unknown: z.number(),
  unmet: z.number(),
  alreadyHolds: z.number(),
  candidates: z.number(),
});
const rural = z.object({
  homeroom_teachers: z.number(),
  trained: z.number(),
  not_trained: z.number(),
  city_backbone: z.number(),
  city_famous: z.number(),
  members: z.number(),
  trainees: z.number(),
  trainees_unattached: z.number(),
});

/** The part of the expected results that the tests compare. */
const document = z.object({
  as_of: z.string(),
  school_year: z.string(),
  city: z.string(),
  hidden_sheets_not_read: z.array(z.string()),
  sheets: z.record(
    z.string(),
    z.object({
      header_row: z.number(),
      first_data_row: z.number(),
      rows_total: z.number(),
      rows_accepted: z.number(),
      records: z.number(),
      rejected: z.array(cellAt),
      warnings: z.array(cellAt),
    }),
  ),
  facts: z.object({
    schools: z.object({
      total: z.number(),
      by_county_and_setting: z.record(z.string(), counts),
      by_setting: counts,
      by_stage: counts,
    }),
    people: z.number(),
    homeroom_teachers_now: homeroomTeachers,
    homeroom_days: z.array(
      z.object({
        id: z.string(),
        days: z.number(),
        days_all_posts: z.number(),
        serving: z.boolean(),
        why: z.string(),
      }),
    ),
    workshops: z.array(workshop),
    workshop_regions: z.record(z.string(), z.string()),
    city_capacity: capacity,
    city_holder_pairings: pairings,
    city_holder_pairings_2024_2025: pairings,
    holders_in_force: counts,
    titles_in_force: counts,
    eligible_for_city_backbone: eligible,
    eligible_for_city_famous: eligible,
    eligible_ids_lowest_20: z.object({
      backbone: z.array(z.string()),
      famous: z.array(z.string()),
      famous_unknown: z.array(z.string()),
    }),
    below_12_hours: z.object({ total: z.number(), of: z.number(), by_county: counts }),
    new_homeroom_teachers_onboarding: z.object({ new: z.number(), below_24: z.number() }),
    city_hosts_without_city_famous: z.array(z.string()),
    targets: z.object({
      'Y-t-city': z.object({ required: z.number(), years: z.record(z.string(), awarded) }),
      'Y-t-county': z.object({
        required: z.number(),
        years: z.record(z.string(), z.record(z.string(), awarded)),
        county_titles_of_persons_at_city_direct_schools: counts,
      }),
      'Y-t-workshops': z.object({
        required: z.number(),
        existing: z.number(),
        by_stage: z.record(z.string(), z.object({ required: z.number(), existing: z.number() })),
      }),
    }),
    rural: z.object({
      school_year: z.string(),
      total: rural,
      by_county: z.record(z.string(), rural),
      seat_holders_without_a_current_post: z.number(),
      all_settings: z.object({ members: z.number(), trainees: z.number(), trainees_unattached: z.number() }),
    }),
    lineage: z.record(
      z.string(),
      z.object({
        host: z.string(),
        people: z.number(),
        edges: z.array(z.object({ person: z.string(), formedBy: z.string(), role: z.string() })),
        unattached: z.array(z.object({ person: z.string(), named_member: z.string() })),
      }),
    ),
  }),
  facts_as_of_2024_06_30: z.object({
    homeroom_teachers: homeroomTeachers,
    workshops: z.array(workshop),
    city_capacity: capacity,
  }),
});

export type Expected = z.infer<typeof document>;
export type ExpectedCapacity = z.infer<typeof capacity>;
export type ExpectedWorkshop = z.infer<typeof workshop>;
export type ExpectedHomeroomTeachers = z.infer<typeof homeroomTeachers>;
export type ExpectedAwarded = z.infer<typeof awarded>;
export type ExpectedRural = z.infer<typeof rural>;
export type ExpectedPairings = z.infer<typeof pairings>;

/** What an import of Yuxi's workbook must give: computed from the clean data and the list of planted faults. */
export const expected: Expected = document.parse(
  JSON.parse(readFileSync(new URL('../fixtures/yuxi/yuxi-2025.expected.json', import.meta.url), 'utf8')),
);
