import type { Account } from '../src/domain/account.ts';
import type { Day } from '../src/domain/day.ts';
import type { RegionId, SchoolId, TeacherId, TokenId } from '../src/domain/identifier.ts';
import { ACCOUNT_ROLES, type AccountRole } from '../src/domain/scope.ts';
import { holding } from './interval.ts';
import { type Transaction, defineQuery } from './session.ts';
import { flag, identifier, list, oneOf, optional, text } from './value.ts';

/** SERVICE: a bearer token. SIGN_IN: a link that works once. SESSION: what a browser holds after it. */
export type TokenKind = 'SERVICE' | 'SIGN_IN' | 'SESSION';

/**
 * The account of a token that has not expired, with the part of the tree that decides its scope. For the program only: any
 * other scope gets no row. Index: Token.hash.
 */
export const accountByToken = defineQuery<{ hash: string; kinds: readonly TokenKind[]; day: Day }, Account>(
  'accountByToken',
  `MATCH (token:Token {hash: $hash})-[:ON]->(place)
   WHERE $everything AND token.kind IN $kinds AND (token.expiresAt IS NULL OR datetime() < token.expiresAt)
   WITH token, place, CASE WHEN place:Region THEN place
     ELSE head([(place)-[governed:GOVERNED_BY]->(region:Region) WHERE ${holding('governed')} | region]) END AS region
   WITH token, place, region,
        EXISTS { (region)-[part:PART_OF]->(:Region) WHERE ${holding('part')} } AS partOfOther,
        head([(region)-[parts:PART_OF*0..6]->(above:Region)-[:KNOWN_AS]->(name:RegionName)
              WHERE name.level = 'CITY' AND ${holding('name')} AND all(part IN parts WHERE ${holding('part')}) | above]) AS city
   RETURN token.id, token.name, token.role, region.id, CASE WHEN place:School THEN place.id END, NOT partOfOther,
          CASE WHEN partOfOther THEN [(region)<-[parts:PART_OF*0..6]-(below:Region)
            WHERE all(part IN parts WHERE ${holding('part')}) | below.id] ELSE [] END,
          CASE WHEN city IS NOT NULL THEN [(city)<-[parts:PART_OF*0..6]-(below:Region)
            WHERE all(part IN parts WHERE ${holding('part')}) | below.id] END,
          head([(token)-[:FOR]->(teacher:Teacher) | teacher.id])`,
  ([tokenId, name, role, regionId, schoolId, atRoot, below, city, person]) => ({
    tokenId: identifier<TokenId>(tokenId),
    name: text(name),
    role: oneOf(ACCOUNT_ROLES)(role),
    regionId: identifier<RegionId>(regionId),
    schoolId: optional(identifier<SchoolId>)(schoolId),
    person: optional(identifier<TeacherId>)(person),
    atRoot: flag(atRoot),
    below: list(identifier<RegionId>)(below),
    city: optional(list(identifier<RegionId>))(city),
  }),
);

export interface NewToken {
  readonly id: TokenId;
  /** SHA-256 of the secret, in hexadecimal: the secret itself is never stored. */
  readonly hash: string;
  readonly kind: TokenKind;
  readonly name: string;
  readonly role: AccountRole;
  readonly placeId: RegionId | SchoolId;
  /** Whose account it is; null: an office's. */
  readonly personId: TeacherId | null;
  /** Null: does not expire. */
  readonly hoursToLive: number | null;
}

/** @returns whether the place, and the person where one is named, were there and the token was made */
export async function createToken(transaction: Transaction, token: NewToken): Promise<boolean> {
  const rows = await transaction.run(
    `OPTIONAL MATCH (region:Region {id: $placeId})
     OPTIONAL MATCH (school:School {id: $placeId})
     OPTIONAL MATCH (person:Teacher {id: $personId})
     WITH coalesce(region, school) AS place, person
     WHERE place IS NOT NULL AND ($personId IS NULL OR person IS NOT NULL)
     CREATE (token:Token {id: $id, hash: $hash, kind: $kind, name: $name, role: $role, createdAt: datetime(),
       expiresAt: CASE WHEN $hoursToLive IS NOT NULL THEN datetime() + duration({hours: $hoursToLive}) END})-[:ON]->(place)
     FOREACH (whose IN CASE WHEN person IS NULL THEN [] ELSE [person] END | CREATE (token)-[:FOR]->(whose))
     RETURN token.id`,
    { ...token },
  );
  return rows.length === 1;
}

/**
 * Uses up a sign-in link and makes the session of it. The link is locked before it is read, so that of two askers at once one
 * gets a session. Index: Token.hash.
 * @returns whether the link was there, unused and not expired
 */
export async function exchangeSignInLink(
  transaction: Transaction,
  session: { linkHash: string; id: TokenId; hash: string; hoursToLive: number },
): Promise<boolean> {
  const rows = await transaction.run(
    `MATCH (link:Token {hash: $linkHash}) SET link.locked = true
     WITH link WHERE link.kind = 'SIGN_IN' AND link.usedAt IS NULL AND datetime() < link.expiresAt
     MATCH (link)-[:ON]->(place)
     SET link.usedAt = datetime()
     CREATE (session:Token {id: $id, hash: $hash, kind: 'SESSION', name: link.name, role: link.role, createdAt: datetime(),
       expiresAt: datetime() + duration({hours: $hoursToLive})})-[:ON]->(place)
     RETURN session.id`,
    session,
  );
  return rows.length === 1;
}
