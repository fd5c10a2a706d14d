import { schoolByCode } from '../../graph/school.ts';
import type { Graph } from '../../graph/session.ts';
import { teacherByStaffNo } from '../../graph/teacher.ts';
import { workshopByCode } from '../../graph/workshop.ts';
import type { Day } from '../domain/day.ts';
import type { SchoolId, TeacherId, WorkshopId } from '../domain/identifier.ts';
import type { Scope } from '../domain/scope.ts';
import { findRegion } from './region.ts';

/** The code of an issuing body as valid on the day, and the code that it issued. */
export interface IssuedCode {
  readonly region: string;
  readonly code: string;
}

/** The school with this code; null when there is none to see. */
export async function findSchool(
  graph: Graph,
  scope: Scope,
  { region, code }: IssuedCode,
  day: Day,
): Promise<SchoolId | null> {
  const issuer = await findRegion(graph, scope, region, day);
  const [id] = issuer === null ? [] : await graph.read(scope, schoolByCode, { issuer, code });
  return id ?? null;
}

/** The teacher with this staff number; null when there is none to see. */
export async function findTeacher(
  graph: Graph,
  scope: Scope,
  { region, code }: IssuedCode,
  day: Day,
): Promise<TeacherId | null> {
  const issuer = await findRegion(graph, scope, region, day);
  const [id] = issuer === null ? [] : await graph.read(scope, teacherByStaffNo, { issuer, staffNo: code });
  return id ?? null;
}

/** The workshop with this number, once it was founded; null when there is none to see. */
export async function findWorkshop(
  graph: Graph,
  scope: Scope,
  { region, code }: IssuedCode,
  day: Day,
): Promise<WorkshopId | null> {
  const issuer = await findRegion(graph, scope, region, day);
  const [id] = issuer === null ? [] : await graph.read(scope, workshopByCode, { issuer, code, day });
  return id ?? null;
}
