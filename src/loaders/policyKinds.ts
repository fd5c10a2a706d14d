import type { Day } from '../domain/day.ts';
import type { RegionId, TeacherId } from '../domain/identifier.ts';
import type { At } from '../domain/moment.ts';
import { type PersonWorld, loadPersonWorlds } from '../services/personWorld.ts';
import { type PlacesReport, loadPlaces } from '../services/places.ts';
import type { RollUpSources } from '../services/rollUp.ts';
import { type TitleReviewQuestion, type TitleReviewReport, loadTitleReviews } from '../services/titleReview.ts';
import { batched } from './batching.ts';
import { type UnitKey, distinct, found } from './rollUps.ts';

/** What rests on rules that are no conditions, in one request. Null: the records are not open, or nothing is in force. */
export function createPolicyKindLoaders(sources: RollUpSources) {
  return {
    personWorld: batched<
      At<TeacherId> & { readonly question: { readonly body: RegionId; readonly today: Day } },
      PersonWorld | null
    >(
      ({ day, question: { body } }) => `${day} ${body}`,
      async (keys, { day, question }) =>
        found(keys, await loadPersonWorlds(sources, [...new Set(keys.map(({ id }) => id))], { ...question, day })),
    ),
    titleReviews: batched<UnitKey & { readonly question: TitleReviewQuestion }, TitleReviewReport | null>(
      ({ day, question: { months } }) => `${day} ${months}`,
      async (units, { day, question }) => found(units, await loadTitleReviews(sources, distinct(units), day, question)),
    ),
    /** The question is today. */
    places: batched<UnitKey & { readonly question: Day }, readonly PlacesReport[] | null>(
      ({ day }) => day,
      async (units, { day, question }) => found(units, await loadPlaces(sources, distinct(units), day, question)),
    ),
  };
}
