import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type TokenKind, accountByToken, createToken as storeToken, exchangeSignInLink } from '../../graph/account.ts';
import { schoolByCode } from '../../graph/school.ts';
import { teacherByStaffNo } from '../../graph/teacher.ts';
import type { Graph } from '../../graph/session.ts';
import type { Account } from '../domain/account.ts';
import type { Day } from '../domain/day.ts';
import type { RegionId, SchoolId, TeacherId, TokenId } from '../domain/identifier.ts';
import { type AccountRole, PROGRAM_SCOPE } from '../domain/scope.ts';
import { codeOnDay, findRegion } from './region.ts';

const SIGN_IN_HOURS = 24;
const SESSION_HOURS = 12;

/** The region, school or person that an account is to stand on or be for does not exist, or the role does not fit. */
export class NoSuchPlace extends Error {
  override readonly name = 'NoSuchPlace';
}

export interface TokenRequest {
  readonly role: AccountRole;
  /** A region's code as valid today. */
  readonly regionCode: string;
  /** For an account of a school: its code by that region. */
  readonly schoolCode?: string;
  /** For the account of a teacher, and only for it: the staff number by that region. */
  readonly staffNo?: string;
  /** What to call it in logs and audits. */
  readonly name?: string;
  /** Absent: does not expire. */
  readonly daysToLive?: number;
}

/**
 * Makes a service token.
 * @returns the token: shown once, stored only as a hash
 * @throws NoSuchPlace
 */
export async function createToken(graph: Graph, request: TokenRequest, today: Day): Promise<string> {
  const { role, regionCode, schoolCode, staffNo, daysToLive } = request;
  const placeId = await placeOf(graph, regionCode, schoolCode, today);
  const personId = await personOf(graph, request, today);
  return store(graph, {
    kind: 'SERVICE',
    role,
    placeId,
    personId,
    name: request.name ?? [role, schoolCode ?? regionCode, staffNo].filter((part) => part !== undefined).join(' '),
    hoursToLive: daysToLive === undefined ? null : daysToLive * 24,
  });
}

/**
 * Makes a sign-in link's secret: it works once, for a day, and gives a planner of the region.
 * @throws NoSuchPlace
 */
export async function createSignInLink(graph: Graph, regionCode: string, today: Day): Promise<string> {
  const placeId = await placeOf(graph, regionCode, undefined, today);
  return store(graph, {
    kind: 'SIGN_IN',
    role: 'planner',
    placeId,
    personId: null,
    name: 'sign-in link',
    hoursToLive: SIGN_IN_HOURS,
  });
}

/**
 * Exchanges a link's secret for a session.
 * @returns the session's secret and how long it lives; null when the link was used, has expired or never was
 */
export async function signIn(
  graph: Graph,
  linkSecret: string,
): Promise<{ readonly secret: string; readonly seconds: number } | null> {
  const secret = newSecret();
  const exchanged = await graph.write('exchangeSignInLink', (transaction) =>
    exchangeSignInLink(transaction, {
      linkHash: hashOf(linkSecret),
      id: randomUUID() as string as TokenId,
      hash: hashOf(secret),
      hoursToLive: SESSION_HOURS,
    }),
  );
  return exchanged ? { secret, seconds: SESSION_HOURS * 3600 } : null;
}

/** The account of a bearer token or of a browser's session; null when it is not known or has expired. */
export async function findAccount(
  graph: Graph,
  secret: string,
  kind: Exclude<TokenKind, 'SIGN_IN'>,
  today: Day,
): Promise<Account | null> {
  const [account] = await graph.read(PROGRAM_SCOPE, accountByToken, {
    hash: hashOf(secret),
    kinds: [kind],
    day: today,
  });
  return account ?? null;
}

async function placeOf(
  graph: Graph,
  regionCode: string,
  schoolCode: string | undefined,
  today: Day,
): Promise<RegionId | SchoolId> {
  const regionId = await findRegion(graph, PROGRAM_SCOPE, regionCode, today);
  if (regionId === null) {
    const { en } = await codeOnDay(graph, PROGRAM_SCOPE, regionCode, today);
    throw new NoSuchPlace(`No region has the code ${regionCode} today${en}`);
  }
  if (schoolCode === undefined) return regionId;
  const [schoolId] = await graph.read(PROGRAM_SCOPE, schoolByCode, { issuer: regionId, code: schoolCode });
  if (schoolId === undefined) throw new NoSuchPlace(`Region ${regionCode} has issued no school code ${schoolCode}`);
  return schoolId;
}

/** Whose account it is to be; null: an office's. */
async function personOf(
  graph: Graph,
  { role, regionCode, schoolCode, staffNo }: TokenRequest,
  today: Day,
): Promise<TeacherId | null> {
  if (role !== 'teacher') {
    if (staffNo !== undefined) throw new NoSuchPlace('Only an account of the role teacher is for a person.');
    return null;
  }
  if (staffNo === undefined || schoolCode !== undefined)
    throw new NoSuchPlace(
      'An account of the role teacher is for one person: give the staff number (--staff-no) and the region that issued it, and no school.',
    );
  const issuer = await findRegion(graph, PROGRAM_SCOPE, regionCode, today);
  const [person] = issuer === null ? [] : await graph.read(PROGRAM_SCOPE, teacherByStaffNo, { issuer, staffNo });
  if (person === undefined) throw new NoSuchPlace(`Region ${regionCode} has issued no staff number ${staffNo}`);
  return person;
}

async function store(
  graph: Graph,
  token: {
    kind: TokenKind;
    role: AccountRole;
    placeId: RegionId | SchoolId;
    personId: TeacherId | null;
    name: string;
    hoursToLive: number | null;
  },
): Promise<string> {
  const secret = newSecret();
  const made = await graph.write('createToken', (transaction) =>
    storeToken(transaction, { ...token, id: randomUUID() as string as TokenId, hash: hashOf(secret) }),
  );
  if (!made) throw new NoSuchPlace('The region or school of this account is gone');
  return secret;
}

/** 256 random bits, recognisable as a token of this product. */
function newSecret(): string {
  return `mg_${randomBytes(32).toString('base64url')}`;
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
