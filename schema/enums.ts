import type { Level } from '../src/domain/level.ts';
import type { DesignationState } from '../src/domain/roster.ts';
import type { Setting, Stage } from '../src/domain/school.ts';
import type { AccountRole } from '../src/domain/scope.ts';
import { builder } from './builder.ts';

/** Each word of a domain type, none forgotten. */
type Values<Word extends string> = Record<Word, { readonly description: string }>;

export const LevelEnum = builder.enumType('Level', {
  description:
    'Levels of regions, titles, workshops and policies, lowest first: "county or above" compares by this order.',
  values: {
    SCHOOL: { description: '校级' },
    TOWNSHIP: { description: '乡镇级' },
    COUNTY: { description: '县级: counties, county-level cities and districts.' },
    CITY: { description: '市级: prefecture-level cities.' },
    PROVINCE: { description: '省级: provinces, autonomous regions, municipalities.' },
    NATIONAL: { description: '国家级' },
  } satisfies Values<Level>,
});

export const SettingEnum = builder.enumType('Setting', {
  description: 'Where a school stands. Which settings count as rural, the policy in force says.',
  values: {
    URBAN: { description: '城区' },
    TOWN: { description: '镇区' },
    VILLAGE: { description: '乡村' },
  } satisfies Values<Setting>,
});

export const StageEnum = builder.enumType('Stage', {
  description: 'A stage of schooling (学段). A school can have several.',
  values: {
    KINDERGARTEN: { description: '幼儿园' },
    PRIMARY: { description: '小学' },
    JUNIOR: { description: '初中' },
    SENIOR: { description: '高中' },
    SECONDARY_VOCATIONAL: { description: '中职' },
    HIGHER_VOCATIONAL: { description: '高职' },
    SPECIAL: { description: '特殊教育' },
  } satisfies Values<Stage>,
});

export const OutcomeEnum = builder.enumType('Outcome', {
  description: 'What came out of holding a rule against what is known.',
  values: {
    MET: { description: 'The rule is met.' },
    UNMET: { description: 'The rule is not met.' },
    UNKNOWN: { description: 'What is known does not decide it; `unknown` says why.' },
  },
});

export const ModalityEnum = builder.enumType('Modality', {
  description: 'How binding a rule is. It changes what follows, never the outcome.',
  values: {
    MUST: { description: 'Binding.' },
    SHOULD: { description: 'In principle: unmet, it warns.' },
    MAY: { description: 'Encouraged.' },
  },
});

export const DesignationStateEnum = builder.enumType('DesignationState', {
  description: 'What the office said of a title when it was last imported.',
  values: {
    IN_FORCE: { description: 'In force.' },
    EXPIRED: { description: 'Expired.' },
    REVOKED: { description: 'Revoked.' },
  } satisfies Values<DesignationState>,
});

export const AccountRoleEnum = builder.enumType('AccountRole', {
  description: 'What an account may do.',
  values: {
    planner: { description: 'Plans and asks for a region or school.' },
    reviewer: { description: 'Reviews applications.' },
    clerk: { description: 'Sends rosters and records.' },
    teacher: { description: 'Looks at the directory and at itself.' },
    auditor: { description: 'Reads, also what was changed by whom.' },
    service: { description: 'Another system.' },
  } satisfies Values<AccountRole>,
});
