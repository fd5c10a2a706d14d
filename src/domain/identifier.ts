/** Text that names one kind of thing and cannot be passed where another kind is asked for. */
type Identifier<Kind extends string> = string & { readonly kind: Kind };

/** Identity of a region, kept while its code, name, level and parent change. */
export type RegionId = Identifier<'Region'>;
export type SchoolId = Identifier<'School'>;
export type TeacherId = Identifier<'Teacher'>;
export type WorkshopId = Identifier<'Workshop'>;
export type PostId = Identifier<'Post'>;
export type SeatId = Identifier<'Seat'>;
export type PairingId = Identifier<'Pairing'>;
export type DesignationId = Identifier<'Designation'>;
export type PolicyVersionId = Identifier<'PolicyVersion'>;
export type ImportRunId = Identifier<'ImportRun'>;
export type TokenId = Identifier<'Token'>;

/** The id of a region or a school, where either may stand. */
export type UnitId = RegionId | SchoolId;
