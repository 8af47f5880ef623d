/**
 * Words that a question and a document use for the same thing, across German and English, one concept a line.
 *
 * Each entry is the start of a word, folded (lower case, no umlauts, ss for ß); one of six letters or more is also found
 * inside a compound.
 * The list covers what is asked about public bodies and their IT; names and numbers need no entry.
 */
const lines = `
gemeinde kommun municipalit stadte stadten city cities town towns
kreis county counties district
mitglied member
mitarbeit beschaftig angestellt personal employee staff worker
einwohn bevolker bewohn population inhabitant resident
gast gaste besuch teilnehm anwesend guest visitor attend participant
mensch person leute people
burger citizen
kund customer client
anwend nutz benutz user users use used uses
schul school
schuler pupil student
kind kinder child
unternehm firma company companies business firm
verband zweckverband association
behord authorit agenc
verwalt administrat
burgermeister oberburgermeister mayor
geschaftsfuhr geschaftsleit managing director ceo chef boss
verbandsvorsteher vorsteher chairman chairwoman chair head
vorsitz chair
leit head manage manager led lead direct
direktor director
prasident president
minister
partner
vertrag contract agreement
betreib betrieb operat run runs running ran
fertig complete completed finish
stattfind statt findet fand veranstalt take took place held event
veranstalt forum messe kongress event conference fair congress
jubilaum anniversary
feier gefeiert celebrat
auszeichn preis award prize
erhalt erhielt bekomm receive get got
gewinn gewann gewonn win won winner
zahl anzahl number
kost preis cost price
gebuhr fee fees
beitrag contribution
umsatz revenue turnover sales
haushalt budget
invest
rechenzentr data centre center datacentre
glasfaser fibre fiber
leitung line lines cable connection strecke verbindung
netz netzwerk network
server
standort sitz location site headquarter seat base located
arbeitsplatz arbeitsplatze workstation workplace desktop
rechner computer pc
telefon telephone phone
drucker printer
programm software anwend application
fachverfahren verfahren application procedure
dienst leistung dienstleist service
angebot offer
projekt project
antrag application request
formular form forms
ausweis passport card
dokument document file files
datensatz record records
daten data
sicher security secure safe
zertifi certif
energie energy electricity
strom power electricity
klimaneutral climate neutral
ausbild auszubild train apprentice trainee
kurs course seminar
stunde hour hours
tag tage tagen day days
woche week weeks
monat month months
jahr jahre jahren year years
euro euros
prozent prozentsatz anteil percent percentage share proportion
flache gross grosse area size large
hoch hohe height high tall
lang lange lang length long
dauer dauert duration long last lasts take takes
alt alter age old
gehor angehor belong part member
unterstutz support help
entwickel develop
bereitstell bereitgestellt provide provided
nutz einsetz eingesetzt use used
ubergeb ubergab ubergeben hand handed over
begruss welcome greet
sprech sprach rede redner speak spoke speaker speech
halt hielt gehalt vortrag gave give hold held lecture talk
schreib schrieb geschrieb autor write wrote written author
erfind erfand erfund invent
entdeck discover
entwerf entwarf entworf design
leben lebt wohn live lives
befind befinde lieg liegt steht stand located lie lies situated
stadtteil ortsteil stadtbezirk district quarter
gelten gultig gilt valid
tret treten kraft force effect
veroffentlich publish release
erschein release appear
neu new
alt old
erst first
letzt last
gemeinsam joint together
digital
online internet web
`;

/** The same for what happens at a time: a date of one of these says nothing about another. */
const eventLines = `
unterschr unterzeichn sign signed
grund grundung gegrund entsteh entstand errichtet found founded foundation establish create formed
beginn begann begonn start anfang aufnahm aufgenomm operat launch begin began begun
eroffn offne open opened
schliess schloss geschloss close closed
end ende beende endet finish finished
einfuhr eingefuhr introduce introduction launch rollout
umstell umgestellt migr switch convert
umzug umzieh umgezog move moved relocat
zusammenschluss fusion fusionier verschmelz merge merger merged
bau baut gebaut errichtet build built construct
beitret beitritt beigetret join joined accession
wahl gewahlt elect election vote
ernenn ernannt appoint appointed
ubernehm ubernahm ubernomm take took over takeover assume
sterb starb gestorb die died death tod
gebor geburt born birth
`;

const readLines = (text: string): string[][] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split(" "));
const events: readonly (readonly string[])[] = readLines(eventLines);
const concepts: readonly (readonly string[])[] = [...events, ...readLines(lines)];

/** Whether a concept is something that happens at a time, such as an opening. */
export function isEvent(concept: number): boolean {
  return concept < events.length;
}

/** Numbers of the concepts that a folded word belongs to; empty for a name or a word not listed. */
export function conceptsOf(word: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [index, stems] of concepts.entries()) {
    if (
      stems.some(
        (stem) =>
          startsLike(word, stem) || (stem.length >= 6 && word.length > stem.length + 3 && word.includes(stem, 3)),
      )
    )
      found.add(index);
  }
  return found;
}

/** A short stem needs a word of nearly its own length, so that "use" is not found in "userland". */
function startsLike(word: string, stem: string): boolean {
  if (!word.startsWith(stem)) return false;
  return stem.length >= 5 || word.length - stem.length <= 2;
}
