import { DATED_FACTS, DATED_FACT_KINDS, type DatedFactLabel } from '../src/domain/datedFact.ts';
import { isAskedDay } from '../src/domain/day.ts';
import type { At, Moment } from '../src/domain/moment.ts';
import type { Text } from '../src/domain/roster.ts';
import { type Context, momentOf } from '../src/context.ts';
import { RequestFailure } from './errors.ts';

/** Types whose global ids carry a date when they were reached with an explicit `asOf`. */
const DATED = [
  ...(['Region', 'School', 'Teacher', 'Workshop', 'Seat', 'Post', 'Pairing', 'Designation'] as const),
  ...DATED_FACT_KINDS.map((kind): DatedFactLabel => DATED_FACTS[kind].label),
] as const;
/** Types that are the same at every moment. */
const UNDATED = ['PolicyVersion', 'ImportRun'] as const;
export type NodeType = (typeof DATED)[number] | (typeof UNDATED)[number];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `Type:uuid` or `Type:uuid:day` in base64url: opaque to clients. */
export function encodeGlobalId(typename: string, localId: string): string {
  return Buffer.from(`${typename}:${localId}`).toString('base64url');
}

const NOT_AN_ID: Text = {
  zh: '这不是本接口的 id。请使用返回结果中的 `id`。',
  en: 'This is not an id of this API. Use an `id` from one of its answers.',
};

/** @throws RequestFailure INVALID_ID for anything that {@link encodeGlobalId} does not write */
export function decodeGlobalId(globalId: string): { typename: NodeType; id: string } {
  const [typename, uuid = '', day, ...more] = Buffer.from(globalId, 'base64url').toString('utf8').split(':');
  const dated = DATED.find((type) => type === typename);
  const undated = UNDATED.find((type) => type === typename);
  const type = dated ?? undated;
  const dayFits = day === undefined || (dated !== undefined && isAskedDay(day));
  if (type === undefined || !UUID.test(uuid) || !dayFits || more.length > 0)
    throw new RequestFailure('INVALID_ID', NOT_AN_ID);
  return { typename: type, id: day === undefined ? uuid : `${uuid}:${day}` };
}

/** What stands in the global id of a thing at a moment. */
export function localId<Id extends string>({ id, day, explicitDay }: At<Id>): string {
  return explicitDay ? `${id}:${day}` : id;
}

/** The thing and the moment that a decoded id means: the day that it carries, else today. */
export function atLocalId<Id extends string>(local: string, context: Context): At<Id> {
  const [id, day] = local.split(':');
  const moment: Moment = momentOf(day !== undefined && isAskedDay(day) ? day : null, context);
  return { ...moment, id: id as Id };
}

/**
 * A neighbour that must be there: the queries for seats, posts, pairings and titles ask for both ends to be visible.
 * @throws Error when somebody removed it since
 */
export async function present<Found>(found: Promise<Found | null>): Promise<Found> {
  const thing = await found;
  if (thing === null) throw new Error('A neighbour of a visible fact is gone');
  return thing;
}
