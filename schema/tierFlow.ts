import { type FlowPoint, type TierMove, tierFlow } from '../src/domain/tierFlow.ts';
import { type Answer, type Unknown, notKnown } from '../src/domain/unknown.ts';
import type { Day } from '../src/domain/day.ts';
import type { Ladder } from '../src/domain/policy/types.ts';
import type { Context } from '../src/context.ts';
import type { UnitPyramid } from '../src/services/pyramid.ts';
import { builder } from './builder.ts';
import { LevelEnum } from './enums.ts';
import { RequestFailure } from './errors.ts';
import { PyramidRef } from './pyramid.ts';
import { TierRef, type UnitOnDay } from './refs.ts';
import { tierOf } from './tier.ts';
import { reason } from './unknown.ts';

const FlowStateEnum = builder.enumType('FlowState', {
  description: 'Where somebody stood.',
  values: {
    TIER: { description: 'On a tier of the ladder.' },
    NONE: { description: 'On no tier of the ladder.' },
    GONE: { description: 'No longer among the people of the unit: moved away, or left.' },
  } satisfies Record<FlowPoint['state'], { readonly description: string }>,
});

const FlowPointRef = builder.objectRef<{ readonly ladder: Ladder; readonly point: FlowPoint }>('FlowPoint').implement({
  description: 'Where somebody stood on a ladder on a day.',
  fields: (t) => ({
    state: t.field({ type: FlowStateEnum, description: 'On a tier or not.', resolve: ({ point }) => point.state }),
    tier: t.field({
      type: TierRef,
      nullable: true,
      description: 'The tier. Null: on none.',
      resolve: ({ ladder, point }) => (point.state === 'TIER' ? tierOf(ladder, point.tier) : null),
    }),
    level: t.field({
      type: LevelEnum,
      nullable: true,
      description: 'The level of the title. Null: on no tier, or the tier is no title.',
      resolve: ({ point }) => (point.state === 'TIER' ? point.level : null),
    }),
  }),
});

const TierMoveRef = builder.objectRef<TierMove>('TierMove').implement({
  description: 'Distinct persons who stood at one place on the first day and at another, or the same, on the second.',
  fields: (t) => ({
    ladder: t.string({ description: 'Code of the ladder.', resolve: ({ ladder }) => ladder.code }),
    from: t.field({
      type: FlowPointRef,
      description: 'Where they stood on the first day.',
      resolve: ({ ladder, from }) => ({ ladder, point: from }),
    }),
    to: t.field({
      type: FlowPointRef,
      description: 'Where they stand on `asOf`.',
      resolve: ({ ladder, to }) => ({ ladder, point: to }),
    }),
    count: t.int({
      nullable: true,
      description: 'Distinct persons. Null: not known; `unknown` says why.',
      resolve: ({ count }) => count.value,
    }),
    atLeast: t.exposeInt('atLeast', { description: 'At least so many, however those who are not known stood.' }),
    atMost: t.exposeInt('atMost', { description: 'At most so many.' }),
    unknown: t.string({
      nullable: true,
      description: 'Why the number is not known, in the language of the request.',
      resolve: ({ count }, _arguments, context) => reason(count.unknown, context),
    }),
  }),
});

interface FlowBetween {
  readonly from: Day;
  readonly to: Day;
  readonly moves: Answer<readonly TierMove[]>;
}

const TierFlowRef = builder.objectRef<FlowBetween>('TierFlow').implement({
  description:
    'Who rose, stayed or fell between two days: the people of the unit on `asOf` with their standing on both days, wherever they worked on the first, and beside them those who have left the unit since.',
  fields: (t) => ({
    from: t.expose('from', { type: 'Date', description: 'The first day.' }),
    to: t.expose('to', { type: 'Date', description: 'The second day: `asOf`.' }),
    moves: t.field({
      type: [TierMoveRef],
      nullable: true,
      description:
        'By ladder, then from the lowest place to the highest. Who stands nowhere on both days is left out. Null: see `unknown`.',
      resolve: ({ moves }) => moves.value,
    }),
    unknown: t.string({
      nullable: true,
      description: 'Why nothing is known, in the language of the request.',
      resolve: ({ moves }, _arguments, context) => reason(moves.unknown, context),
    }),
  }),
});

builder.objectField(PyramidRef, 'flow', (t) =>
  t.field({
    type: TierFlowRef,
    description:
      'From a day to `asOf`. Nothing is known where the day lies before the first policy. A day after `asOf` is refused (BAD_USER_INPUT).',
    args: { from: t.arg({ type: 'Date', required: true, description: 'The first day, `asOf` at the latest.' }) },
    resolve: async ({ on }, { from }, context): Promise<FlowBetween> => {
      const { day: to } = on;
      if (from > to)
        throw new RequestFailure('BAD_USER_INPUT', {
          zh: `起始日 ${from} 晚于所问日期 ${to}。请给出不晚于它的日期。`,
          en: `The first day ${from} lies after ${to}, the day asked about. Give a day that does not.`,
        });
      const [before, after] = await Promise.all([pyramidOn(on, from, context), context.loaders.pyramid.load(on)]);
      return { from, to, moves: flowOf(before, after, from, to) };
    },
  }),
);

/** The pyramid of the same unit on another day; null: there was no such unit. */
async function pyramidOn(unit: UnitOnDay, day: Day, { loaders }: Context): Promise<UnitPyramid | null> {
  const moment = { day, explicitDay: true };
  const then =
    unit.kind === 'Region'
      ? await loaders.region.load({ id: unit.id, ...moment })
      : await loaders.school.load({ id: unit.id, ...moment });
  return then === null ? null : loaders.pyramid.load(then);
}

function flowOf(
  before: UnitPyramid | null,
  after: UnitPyramid | null,
  from: Day,
  to: Day,
): Answer<readonly TierMove[]> {
  const [earlier, later] = [standingsOf(before, from), standingsOf(after, to)];
  if (later.value === null) return later;
  return earlier.value === null ? earlier : tierFlow(earlier.value, later.value);
}

function standingsOf(pyramid: UnitPyramid | null, day: Day) {
  if (!pyramid?.policy) return notKnown({ because: 'noPolicy', day });
  const unknown: Unknown | null = pyramid.uncovered;
  if (unknown !== null) return notKnown(unknown);
  return { value: { day, policy: pyramid.policy, people: pyramid.standings.people }, unknown: null };
}
