import { freshness } from '../domain/coverage.ts';
import type { Day } from '../domain/day.ts';
import type { Workshop } from '../domain/directory.ts';
import { ENDING_KINDS, type Ending } from '../domain/ending.ts';
import {
  type AppliedFilter,
  DEFAULT_MONTHS,
  EXPORTS,
  EXPORT_PARAMETERS,
  type EndingRow,
  type Export,
  type ExportContent,
  type ExportFilter,
  type ExportHead,
  type ExportName,
  type MentorLoadTable,
  type OpenPlacesRow,
  type RuralRow,
  type TargetRow,
  applyFilter,
} from '../domain/export.ts';
import type { TeacherId, UnitId } from '../domain/identifier.ts';
import { DEFAULT_CALENDAR, type EffectivePolicy } from '../domain/policy/effective.ts';
import { rolesAt } from '../domain/policy/staffing.ts';
import type { Text } from '../domain/roster.ts';
import type { RuralQuotaCount, RuralQuotaTotals } from '../domain/ruralQuota.ts';
import { isRuralRotation } from '../domain/ruralTarget.ts';
import type { TargetProgress } from '../domain/target.ts';
import { designationsById } from '../../graph/designation.ts';
import { regionsOn } from '../../graph/region.ts';
import { schoolsOn } from '../../graph/school.ts';
import { seatsOn } from '../../graph/seat.ts';
import { workshopsById } from '../../graph/workshop.ts';
import { loadOpenPlaces } from './capacity.ts';
import { findSchool } from './directory.ts';
import { loadEndings } from './ending.ts';
import { loadPeopleListed, namesOf } from './listedPeople.ts';
import { loadMentorLoads, loadMentorRows } from './mentorLoad.ts';
import { findRegion } from './region.ts';
import { type RollUpSources, type Unit, policyOfUnit } from './rollUp.ts';
import { loadRuralQuotas } from './ruralQuota.ts';
import { loadTargets } from './target.ts';
import { loadPeopleWithoutMentor, loadWithoutMentor } from './withoutMentor.ts';

export type ExportRefusal = 'UnknownReport' | 'UnknownParameter' | 'UnknownRegion' | 'UnknownSchool' | 'UnknownRole';

/** An export that cannot be made, with what to do instead. */
export class ExportRefused extends Error {
  override readonly name = 'ExportRefused';

  readonly refusal: ExportRefusal;
  readonly text: Text;

  constructor(refusal: ExportRefusal, text: Text) {
    super(text.en);
    this.refusal = refusal;
    this.text = text;
  }
}

export interface ExportRequest {
  readonly report: ExportName;
  /** Code of the region as valid on the day, or of the body that issued the school's code. */
  readonly regionCode: string;
  /** Null: the region itself. */
  readonly schoolCode: string | null;
  readonly day: Day;
  readonly today: Day;
  readonly filter: ExportFilter;
}

/** Rows of a report are read in one piece. */
const ALL = 1_000_000;
const EVERYBODY = { limit: ALL, backwards: false, after: null, before: null };

/**
 * Which report is asked for.
 * @throws ExportRefused
 */
export function findReport(name: string): ExportName {
  const report = EXPORTS.find((each) => each === name);
  if (report === undefined) throw unknownReport(name);
  return report;
}

/**
 * Refuses what a report does not take, by name; the unit and the day, which every report takes, are not among the names.
 * @param spelt how a parameter is written where it was asked
 * @throws ExportRefused
 */
export function checkParameters(
  report: ExportName,
  names: readonly string[],
  spelt: (name: string) => string = (name) => name,
): void {
  const takes: readonly string[] = EXPORT_PARAMETERS[report];
  const others = names.filter((name) => !takes.includes(name)).map(spelt);
  if (others.length > 0) throw unknownParameter(report, others, [...COMMON_PARAMETERS, ...takes].map(spelt));
}

/** What every report takes. */
export const COMMON_PARAMETERS = ['region', 'school', 'asOf'] as const;

/**
 * Collects everything that a report says of a unit on a day, from the services that answer the same over GraphQL.
 * @throws ExportRefused
 */
export async function collectExport(sources: RollUpSources, request: ExportRequest): Promise<Export> {
  const { report } = request;
  checkParameters(
    report,
    Object.entries(request.filter).flatMap(([name, value]) => (value === null ? [] : [name])),
  );
  const unit = await unitOf(sources, request);
  const policy = await policyOfUnit(sources, unit, request.day);
  const filter = applyFilter(report, request.filter, request.day, policy?.calendar ?? DEFAULT_CALENDAR);
  const head: ExportHead = {
    unit,
    day: request.day,
    dataAsOf: freshness(await sources.coverageOf(unit.id, request.day)),
    policies: (policy?.layers ?? []).map(({ code, document, from, to }) => ({ code, title: document.title, from, to })),
    filter,
    generatedOn: request.today,
  };
  return { head, content: await contentOf(sources, report, { ...request, unit, policy, filter }) };
}

interface Asked extends Omit<ExportRequest, 'filter'> {
  readonly filter: AppliedFilter;
  readonly unit: Unit;
  readonly policy: EffectivePolicy | null;
}

function contentOf(sources: RollUpSources, report: ExportName, asked: Asked): Promise<ExportContent> {
  switch (report) {
    case 'mentor-load':
      return mentorLoad(sources, asked);
    case 'open-places':
      return openPlaces(sources, asked);
    case 'without-mentor':
      return withoutMentor(sources, asked);
    case 'ending':
      return ending(sources, asked);
    case 'targets':
      return targets(sources, asked);
    case 'rural-report':
      return ruralReport(sources, asked);
  }
}

async function mentorLoad(sources: RollUpSources, { unit, day, filter }: Asked): Promise<ExportContent> {
  const found = (await loadMentorLoads(sources, [unit], day, filter.schoolYear)).get(unit.id);
  const tables = await Promise.all(
    (found ?? []).map(async (report): Promise<MentorLoadTable> => {
      const rows = await loadMentorRows(sources, unit.id, report, { ...EVERYBODY, status: null });
      const people = await loadPeopleListed(
        sources,
        rows.map(({ mentor }) => mentor),
        day,
      );
      return {
        rule: report.quota.rule.rule,
        schoolYear: report.schoolYear,
        unknown: report.totals.unknown,
        rows: rows.flatMap(({ mentor, load }) => {
          const person = people.get(mentor);
          return person === undefined ? [] : [{ mentor: person, load }];
        }),
      };
    }),
  );
  return { report: 'mentor-load', tables, unknown: found === undefined ? { because: 'noPolicy', day } : null };
}

async function openPlaces(sources: RollUpSources, { unit, policy, day, filter }: Asked): Promise<ExportContent> {
  if (filter.role !== null && policy !== null) await checkRole(sources, { unit, policy, day, role: filter.role });
  const found = (await loadOpenPlaces(sources, [unit], day, filter)).get(unit.id);
  const places = found?.places ?? [];
  const { graph, scope } = sources;
  const [workshops, seats] = await Promise.all([
    workshopsOf(
      sources,
      places.map(({ workshop }) => workshop),
    ),
    graph.read(scope, seatsOn, { ids: places.flatMap(({ under }) => (under === null ? [] : [under])), day }),
  ]);
  const holders = new Map(seats.map(({ id, holderId }) => [id, holderId]));
  const people = await loadPeopleListed(sources, [...holders.values()], day);
  return {
    report: 'open-places',
    unknown: found?.open.unknown ?? null,
    rows: places.flatMap(({ workshop: id, under, ...group }): OpenPlacesRow[] => {
      const workshop = workshops.get(id);
      const holder = under === null ? undefined : holders.get(under);
      const person = holder === undefined ? null : (people.get(holder) ?? null);
      return workshop === undefined ? [] : [{ ...group, workshop, under: person }];
    }),
  };
}

async function withoutMentor(sources: RollUpSources, { unit, day, filter }: Asked): Promise<ExportContent> {
  const report = (await loadWithoutMentor(sources, [unit], day, filter.schoolYear)).get(unit.id);
  if (report === undefined) throw new Error('A unit that was asked about is gone');
  const rows = await loadPeopleWithoutMentor(sources, unit.id, report, { ...EVERYBODY, ruralOnly: false });
  const people = await loadPeopleListed(
    sources,
    rows.map(({ id }) => id),
    day,
  );
  return {
    report: 'without-mentor',
    unknown: report.unknown,
    people: rows.flatMap(({ id }) => people.get(id) ?? []),
  };
}

async function ending(sources: RollUpSources, { unit, policy, day, filter }: Asked): Promise<ExportContent> {
  const found = (await loadEndings(sources, [unit], day, filter.months ?? DEFAULT_MONTHS)).get(unit.id);
  const all = [...(found?.overdue ?? []), ...(found?.ending ?? [])];
  const [workshops, people, titles] = await Promise.all([
    workshopsOf(
      sources,
      all.flatMap((each) => (each.kind === 'WORKSHOP' ? [each.id] : each.kind === 'SEAT' ? [each.workshop] : [])),
    ),
    loadPeopleListed(
      sources,
      all.flatMap((each): TeacherId[] => (each.kind === 'WORKSHOP' ? [] : [each.teacher])),
      day,
    ),
    sources.graph.read(sources.scope, designationsById, {
      ids: all.flatMap((each) => (each.kind === 'TITLE' ? [each.id] : [])),
    }),
  ]);
  const titlesById = new Map<string, (typeof titles)[number]>(titles.map((title) => [title.id, title]));
  const row = (each: Ending, overdue: boolean): EndingRow => {
    const title = titlesById.get(each.id);
    const workshop = each.kind === 'WORKSHOP' ? each.id : each.kind === 'SEAT' ? each.workshop : null;
    return {
      ending: each,
      overdue,
      person: each.kind === 'WORKSHOP' ? null : (people.get(each.teacher) ?? null),
      workshop: workshop === null ? null : (workshops.get(workshop) ?? null),
      title: title === undefined ? null : { tier: tierText(policy, title.tier), level: title.level },
    };
  };
  const unknown = (found?.byKind ?? []).flatMap((count) => count.ending.unknown ?? []);
  return {
    report: 'ending',
    rows: [
      ...(found?.overdue ?? []).map((each) => row(each, true)),
      ...(found?.ending ?? []).map((each) => row(each, false)),
    ],
    unknown: unknown.slice(0, ENDING_KINDS.length),
  };
}

async function targets(sources: RollUpSources, { unit, day }: Asked): Promise<ExportContent> {
  const progress = (await loadTargets(sources, [unit], day)).get(unit.id);
  const parts = (progress ?? []).flatMap((target) => target.parts);
  const names = await namesOf(
    sources,
    parts.flatMap((part) => (part.unit === null ? [] : [part.unit])),
    day,
  );
  return {
    report: 'targets',
    unknown: progress === undefined ? { because: 'noPolicy', day } : null,
    rows: (progress ?? []).flatMap((target): TargetRow[] => [
      { target, part: null, unit: null },
      ...target.parts.map((part) => ({
        target,
        part,
        unit: part.unit === null ? null : (names.get(part.unit) ?? null),
      })),
    ]),
  };
}

async function ruralReport(sources: RollUpSources, { unit, day, filter }: Asked): Promise<ExportContent> {
  const report = (await loadRuralQuotas(sources, [unit], day, filter.schoolYear)).get(unit.id);
  if (report === undefined) throw new Error('A unit that was asked about is gone');
  const schools = unit.kind === 'School' ? [] : report.bySchool();
  const names = await namesOf(
    sources,
    [
      ...report.byUnit.flatMap((part) => (part.unit === null ? [] : [part.unit])),
      ...schools.map(({ school }) => school),
    ],
    day,
  );
  const rotations = await rotationsOf(sources, unit, report, day);
  const row = (count: RuralQuotaCount, name: string, part: RuralRow['part'], of: UnitId | null): RuralRow => ({
    ...count,
    name,
    part,
    rotation: (of === null ? null : rotations.get(of)) ?? null,
  });
  return {
    report: 'rural-report',
    rows: [
      row(report, unit.name, 'whole', unit.id),
      ...(unit.kind === 'School' ? [] : report.byUnit).map((part) =>
        part.unit === null
          ? row(part, unit.name, 'ownSchools', null)
          : row(part, names.get(part.unit) ?? '', 'unit', part.unit),
      ),
      ...schools.map((part) => row(part, names.get(part.school) ?? '', 'school', null)),
    ],
  };
}

/** How a unit and those directly below it stand against the target that asks that everybody rural be trained. */
async function rotationsOf(
  sources: RollUpSources,
  unit: Unit,
  { byUnit }: RuralQuotaTotals,
  day: Day,
): Promise<ReadonlyMap<UnitId, TargetProgress>> {
  const ids = unit.kind === 'School' ? [] : byUnit.flatMap((part) => (part.unit === null ? [] : [part.unit]));
  const below = await sources.graph.read(sources.scope, regionsOn, { ids, day });
  const units: readonly Unit[] = [unit, ...below.map((region) => ({ kind: 'Region' as const, ...region }))];
  const targetsOf = await loadTargets(sources, units, day);
  return new Map(
    [...targetsOf].flatMap(([id, all]) => {
      const rotation = all.find(({ rule }) => isRuralRotation(rule.rule.require));
      return rotation === undefined ? [] : [[id, rotation] as const];
    }),
  );
}

interface AskedRole {
  readonly unit: Unit;
  readonly policy: EffectivePolicy;
  readonly day: Day;
  readonly role: string;
}

/** A role that nobody knows has no places, open or not: 0 would be an answer to a misspelt question. */
async function checkRole(sources: RollUpSources, { unit, policy, day, role }: AskedRole): Promise<void> {
  const roles = rolesAt(policy, null).map(({ code }) => code);
  if (roles.includes(role)) return;
  // Workshops stand by the rules of their founding day, which may know other roles.
  const all = (await loadOpenPlaces(sources, [unit], day, { role: null, level: null, stage: null })).get(unit.id);
  if (all?.places.some((place) => place.role.code === role) !== true) throw unknownRole(role, roles, day);
}

async function unitOf({ graph, scope }: RollUpSources, { regionCode, schoolCode, day }: ExportRequest): Promise<Unit> {
  if (schoolCode === null) {
    const id = await findRegion(graph, scope, regionCode, day);
    const [region] = id === null ? [] : await graph.read(scope, regionsOn, { ids: [id], day });
    if (region === undefined) throw unknownRegion(regionCode, day);
    return { kind: 'Region', ...region };
  }
  const id = await findSchool(graph, scope, { region: regionCode, code: schoolCode }, day);
  const [school] = id === null ? [] : await graph.read(scope, schoolsOn, { ids: [id], day });
  if (school === undefined)
    throw new ExportRefused('UnknownSchool', {
      zh: `${regionCode}没有编码为${schoolCode}的学校，或不在您的权限范围内。`,
      en: `${regionCode} has issued no school code ${schoolCode}, or the school lies outside your scope.`,
    });
  return school;
}

async function workshopsOf(
  { graph, scope }: RollUpSources,
  ids: readonly Workshop['id'][],
): Promise<ReadonlyMap<Workshop['id'], Workshop>> {
  const found = await graph.read(scope, workshopsById, { ids: [...new Set(ids)] });
  return new Map(found.map((workshop) => [workshop.id, workshop]));
}

/** What the policy in force calls a tier; its code where it does not know it. */
function tierText(policy: EffectivePolicy | null, code: string): Text {
  const tiers = (policy?.ladders ?? []).flatMap((ladder) => ladder.tiers);
  return tiers.find((tier) => tier.code === code)?.text ?? { zh: code, en: code };
}

function unknownReport(name: string): ExportRefused {
  return new ExportRefused('UnknownReport', {
    zh: `没有名为“${name}”的报表；可用的有：${EXPORTS.join('、')}。`,
    en: `There is no report called ${name}. There are: ${EXPORTS.join(', ')}.`,
  });
}

function unknownParameter(report: ExportName, names: readonly string[], takes: readonly string[]): ExportRefused {
  return new ExportRefused('UnknownParameter', {
    zh: `报表“${report}”不接受：${names.join('、')}。它接受：${takes.join('、')}。`,
    en: `The report ${report} does not take: ${names.join(', ')}. It takes: ${takes.join(', ')}.`,
  });
}

function unknownRole(role: string, roles: readonly string[], day: Day): ExportRefused {
  return new ExportRefused('UnknownRole', {
    zh: `${day}生效的政策没有编码为“${role}”的角色；有：${roles.join('、')}。`,
    en: `No policy in force on ${day} knows the role ${role}. It knows: ${roles.join(', ')}.`,
  });
}

function unknownRegion(code: string, day: Day): ExportRefused {
  return new ExportRefused('UnknownRegion', {
    zh: `${day}没有代码为${code}的地区，或不在您的权限范围内。请给出当天有效的代码。`,
    en: `No region that you may see has the code ${code} on ${day}. Give a code as valid on that day.`,
  });
}
