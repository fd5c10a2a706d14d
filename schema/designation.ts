import { inForceOn } from '../src/domain/designation.ts';
import type { DesignationId } from '../src/domain/identifier.ts';
import { at } from '../src/domain/moment.ts';
import type { EffectivePolicy } from '../src/domain/policy/effective.ts';
import { builder } from './builder.ts';
import { DesignationStateEnum, LevelEnum } from './enums.ts';
import { atLocalId, localId, present } from './node.ts';
import { DesignationRef, RegionRef, TeacherRef, TierRef, type TierOfLadder } from './refs.ts';
import { rulesOfTeacher } from './teacherRules.ts';

/** A tier as the policies in force define it; one that they do not know by its code alone. */
function tierOf(code: string, policy: EffectivePolicy | null): TierOfLadder {
  for (const ladder of policy?.ladders ?? []) {
    const index = ladder.tiers.findIndex((tier) => tier.code === code);
    const tier = ladder.tiers[index];
    if (tier !== undefined) return { code, text: tier.text, rank: index + 1, ladder: ladder.code };
  }
  return { code, text: { zh: code, en: code }, rank: 0, ladder: '' };
}

builder.node(DesignationRef, {
  description: 'A title awarded at a level, for a term, by a body.',
  id: { resolve: localId },
  loadOne: (id, context) => context.loaders.designation.load(atLocalId<DesignationId>(id, context)),
  fields: (t) => ({
    tier: t.field({
      type: TierRef,
      description:
        'The tier, as the policies in force where the holder works define it; one that they do not know by its code alone, with rank 0.',
      resolve: async ({ tier, holderId, ...designation }, _arguments, { loaders }) => {
        const holder = await loaders.teacher.load(at(holderId, designation));
        return tierOf(tier, holder === null ? null : (await rulesOfTeacher(holder, loaders)).policy);
      },
    }),
    level: t.expose('level', { type: LevelEnum, description: 'The level at which it was awarded.' }),
    awarded: t.expose('awarded', { type: 'Date', description: 'The day of the award.' }),
    termEnd: t.expose('termEnd', {
      type: 'Date',
      nullable: true,
      description: 'The first day after its term. Null: its term is open.',
    }),
    state: t.expose('state', {
      type: DesignationStateEnum,
      description: 'What the office last said of it; whether that holds on `asOf`, `inForce` says.',
    }),
    inForce: t.boolean({
      nullable: true,
      description:
        'Whether it is in force on `asOf`. Null: it was revoked or expired without a date, and `asOf` lies before the day on which that became known.',
      resolve: (designation) => inForceOn(designation, designation.day),
    }),
    awardedBy: t.field({
      type: RegionRef,
      nullable: true,
      description: 'The body that awarded it. Null: it cannot be told, or lies outside your scope.',
      resolve: ({ awardedBy, ...designation }, _arguments, { loaders }) =>
        awardedBy === null ? null : loaders.region.load(at(awardedBy, designation)),
    }),
    holder: t.field({
      type: TeacherRef,
      description: 'Who holds or held it.',
      resolve: ({ holderId, ...designation }, _arguments, { loaders }) =>
        present(loaders.teacher.load(at(holderId, designation))),
    }),
  }),
});
