/** Another transaction was first with something that this one had relied on: begin again, its result is visible then. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}
