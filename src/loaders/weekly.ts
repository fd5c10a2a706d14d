import type { OpenPlacesFilter, OpenPlacesReport } from '../domain/capacity.ts';
import type { SchoolYear } from '../domain/calendar.ts';
import type { EndingReport } from '../domain/ending.ts';
import type { UnitId } from '../domain/identifier.ts';
import { loadOpenPlaces } from '../services/capacity.ts';
import { loadEndings } from '../services/ending.ts';
import type { RollUpSources } from '../services/rollUp.ts';
import {
  type PeopleRequest,
  type WithoutMentorReport,
  loadPeopleWithoutMentor,
  loadWithoutMentor,
} from '../services/withoutMentor.ts';
import { batched } from './batching.ts';
import { type UnitKey, distinct, found } from './rollUps.ts';

/** What a planner asks every week of units. What is asked under a list is one query for the whole list. */
export function createWeeklyLoaders(sources: RollUpSources) {
  return {
    withoutMentor: batched<UnitKey & { readonly question: SchoolYear | null }, WithoutMentorReport | null>(
      ({ day, question }) => `${day} ${question ?? ''}`,
      async (units, { day, question }) =>
        found(units, await loadWithoutMentor(sources, distinct(units), day, question)),
    ),
    ending: batched<UnitKey & { readonly question: number }, EndingReport | null>(
      ({ day, question }) => `${day} ${question}`,
      async (units, { day, question }) => found(units, await loadEndings(sources, distinct(units), day, question)),
    ),
    openPlaces: batched<UnitKey & { readonly question: OpenPlacesFilter }, OpenPlacesReport | null>(
      ({ day, question }) => `${day} ${JSON.stringify(question)}`,
      async (units, { day, question }) => found(units, await loadOpenPlaces(sources, distinct(units), day, question)),
    ),
    /** One page of one report: its own query. */
    peopleWithoutMentor: (unit: UnitId, report: WithoutMentorReport, request: PeopleRequest) =>
      loadPeopleWithoutMentor(sources, unit, report, request),
  };
}
