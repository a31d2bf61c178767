/** Words that carry no request of their own: they are neither mended nor reported as not understood. */
export const plainWords: ReadonlySet<string> = new Set(
  `a an the this that these those it its them they their there here i me my we us our you your he she his her who whom
  whose which what when where why how is are was were be been being am do does did done doing have has had having can
  could will would shall should may might must not no nor and or but if then than so as at by for from in into of off on
  onto out over to up with within without about after before during between both all any each every some such only own
  same too very just also please thanks thank hi hello hey ok okay yes yeah well now currently right still yet ever even
  lead leads contact contacts prospect prospects people person persons folks someone somebody anyone anybody everyone
  many much number count total get give show list tell find see look let want need like know got let many lot lots
  quite really maybe perhaps exactly roughly actually kind sort thing things something anything stuff data database
  company companies account accounts business businesses from who's whats us made make makes thats one ones new total
  currently far way bit down broken split grouped per along across among around however across via etc back
  question wonder wondering curious could possible able help time times day days week weeks month months year years
  come came coming go goes going gone went put puts take takes took keep kept say says said
  read send sent sends sending again already always never often once hear heard
  move shift push pull bring cut swap reorder
  moment trellis buddy mate team guys sir morning afternoon evening quick quickly asap today tomorrow
  whether because while until unless though although since
  value values field fields`.split(/\s+/),
);
