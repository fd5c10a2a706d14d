import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay';
import { at } from '../src/domain/moment.ts';
import type { Loaders } from '../src/loaders.ts';
import type { QuotaPageRequest } from '../src/services/ruralQuota.ts';
import type { StaffPlace } from '../src/services/withoutMentor.ts';
import { LIMITS } from './limits.ts';
import type { PageArguments } from './page.ts';
import type { TeacherOnDay, UnitOnDay } from './refs.ts';
import { cursorOf, placeOf } from './staffPlace.ts';

type Row = TeacherOnDay & { readonly place: StaffPlace };

/** A page of people in the order of issuing region and staff number, as they are on the day of the unit asked about. */
export async function pageOfTeachers(
  page: PageArguments,
  asked: UnitOnDay,
  loaders: Loaders,
  load: (request: QuotaPageRequest) => Promise<readonly (StaffPlace & { readonly id: TeacherOnDay['id'] })[]>,
) {
  return resolveCursorConnection(
    {
      args: page,
      defaultSize: LIMITS.pageSize,
      maxSize: LIMITS.largestPage,
      toCursor: ({ place }: Row) => cursorOf(place),
    },
    async ({ limit, inverted, after, before }: ResolveCursorConnectionArgs): Promise<Row[]> => {
      const places = await load({
        limit,
        backwards: inverted,
        after: after === undefined ? null : placeOf(after),
        before: before === undefined ? null : placeOf(before),
      });
      const people = await Promise.all(
        places.map(async ({ id, ...place }) => ({ place, person: await loaders.teacher.load(at(id, asked)) })),
      );
      return people.flatMap(({ place, person }) => (person === null ? [] : [{ ...person, place }]));
    },
  );
}
