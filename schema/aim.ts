import type { Sought } from '../src/domain/policy/aim.ts';
import { AIMS } from '../src/domain/policy/types.ts';
import { builder } from './builder.ts';
import { LevelEnum, StageEnum } from './enums.ts';

const TitleAimInput = builder.inputType('TitleAim', {
  description: 'A title. What is left out is not singled out.',
  fields: (t) => ({
    tier: t.string({ description: 'Code of the tier.' }),
    level: t.field({ type: LevelEnum, description: 'The level at which it is awarded.' }),
    ladder: t.string({ description: 'Code of the ladder.' }),
  }),
});

const SeatAimInput = builder.inputType('SeatAim', {
  description: 'A seat in a workshop. What is left out is not singled out.',
  fields: (t) => ({
    role: t.string({ description: 'Code of the role.' }),
    part: t.string({ description: 'Code of the part within the role.' }),
    kind: t.string({ description: 'Code of the kind of workshop.' }),
    level: t.field({ type: LevelEnum, description: 'Level of the workshop.' }),
    stage: t.field({ type: StageEnum, description: 'Stage of the workshop.' }),
  }),
});

const CertificateAimInput = builder.inputType('CertificateAim', {
  description: 'A certificate. What is left out is not singled out.',
  fields: (t) => ({
    kind: t.string({ description: 'Code of its kind.' }),
    grade: t.string({ description: 'Its grade.' }),
  }),
});

const KindAimInput = builder.inputType('KindAim', {
  description: 'A post, a training or a promotion. What is left out is not singled out.',
  fields: (t) => ({
    kind: t.string({ description: 'Code of its kind.' }),
    level: t.field({ type: LevelEnum, description: 'Its level.' }),
  }),
});

const WorkshopAimInput = builder.inputType('WorkshopAim', {
  description: 'A workshop. What is left out is not singled out.',
  fields: (t) => ({
    kind: t.string({ description: 'Code of its kind.' }),
    level: t.field({ type: LevelEnum, description: 'Its level.' }),
    stage: t.field({ type: StageEnum, description: 'Its stage.' }),
  }),
});

/** What somebody seeks or a body decides, as the policies name it. */
export const AimInput = builder.inputType('Aim', {
  description:
    'What somebody seeks or a body decides: exactly one of these, singled out by the codes that the policies in force use.',
  isOneOf: true,
  fields: (t) => ({
    title: t.field({ type: TitleAimInput, description: 'A title.' }),
    seat: t.field({ type: SeatAimInput, description: 'A seat in a workshop.' }),
    post: t.field({ type: KindAimInput, description: 'A post.' }),
    certificate: t.field({ type: CertificateAimInput, description: 'A certificate.' }),
    training: t.field({ type: KindAimInput, description: 'A training.' }),
    promotion: t.field({ type: KindAimInput, description: 'A promotion or an appointment.' }),
    workshop: t.field({ type: WorkshopAimInput, description: 'A workshop.' }),
  }),
});

/** What was asked for, with what was said of it. */
export function soughtOf(aim: typeof AimInput.$inferInput): Sought {
  const given: Readonly<
    Partial<Record<(typeof AIMS)[number], Readonly<Record<string, string | null | undefined>> | null>>
  > = aim;
  for (const of of AIMS) {
    const attributes = given[of];
    if (attributes === null || attributes === undefined) continue;
    const said = Object.entries(attributes).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, value] as const],
    );
    return { of, attributes: new Map(said) };
  }
  throw new RangeError('An aim names exactly one thing: the type of the argument sees to it');
}
