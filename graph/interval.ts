/** The condition that a dated node or relationship holds on the day of the parameter `$day`: half-open, absent ends are open. */
export function holding(variable: string): string {
  return `(${variable}.from IS NULL OR ${variable}.from <= date($day)) AND (${variable}.to IS NULL OR date($day) < ${variable}.to)`;
}
