/** Titles that belong to a name and are shown with it. */
export const academicTitle = /^(?:Dr|Prof|Professor|Dipl|Dr\.-Ing|Dipl\.-Ing|Dipl\.-Inform|Ing)\.?$/;

/** Forms of address: they announce a name but are not part of it. */
export const address = /^(?:Herrn?|Frau|Mr|Mrs|Ms)\.?$/;

/** Offices and functions that stand before or after a person's name, in either language and gender. */
export const role =
  /^(?:\p{L}+-)?(?:(?:[Oo]ber)?[Bb]ürgermeister|[Ll]andrat|[Ll]andrats|[Ll]andräte|[Ll]andrätin|[Gg]eschäftsführer|[Vv]erbandsvorsteher|\p{L}*[Vv]orsteher|\p{L}*[Vv]orsitzende[rn]?|\p{L}*[Mm]inister|\p{L}*[Pp]räsident|\p{L}*[Dd]irektor|\p{L}*[Ll]eiter|\p{L}*[Ss]ekretär|\p{L}*[Bb]eauftragte[rn]?|[Dd]ezernent|[Bb]eigeordnete[rn]?|[Kk]ämmer(?:er|in)|\p{L}*[Ss]precher|\p{L}*[Mm]anager|[Vv]orstand|\p{L}*[Vv]orständ|\p{L}*[Cc]hef|[Aa]rchitekt|\p{L}*[Rr]eferent|\p{L}*[Bb]erater|[Ii]nhaber|[Gg]ründer|[Aa]utor|CIO|CEO|CTO|CFO|\p{L}*[Kk]anzler|[Kk]önig|[Kk]aiser|[Pp]apst|[Dd]ichter|[Aa]rzt|[Ss]tellvertreter|[Mm]ayor|[Pp]resident|[Cc]hair(?:man|woman|person)?|[Dd]irector|[Hh]ead|[Cc]hief|[Ss]ecretary|[Cc]hancellor|[Mm]inister|[Oo]fficer|[Ss]pokes(?:man|woman|person)|[Kk]ing|[Ee]mperor|[Pp]ope|[Gg]overnor|[Gg]eneral|[Cc]aptain|[Ee]xplorer|[Pp]oet)(?:in|innen|s|es|n|en)?$/u;

/** Words after which, or within which, a run of capitalised words is the name of a body. */
export const bodyBefore =
  /^(?:Zweckverband(?:es|s)?|Kommunalverband|Verband|Verein|Stadt|Stadtwerke|Stadtverwaltung|Kreis(?:es)?|Landkreis(?:es)?|Gemeinde|Hansestadt|Universität|Hochschule|Fachhochschule|Technische|Bezirksregierung|Bundesamt|Bundesministerium|Landesbetrieb|Ministerium|Firma|Unternehmen|Rechenzentrum|Kommunales|Fraunhofer|Sparkasse|Ministry|University|City|District|Company|Office|Department)$/;

/** Words that close the name of a body. */
export const bodyAfter =
  /^(?:GmbH|gGmbH|mbH|AG|SE|KG|AöR|KGaA|eG|Inc\.?|Ltd\.?|LLC|Corp\.?|Corporation|Group|Gruppe|University|Council|Institute|Company|Foundation|Stiftung|Association|Network)$/;

/** Capitalised abbreviations that name no body. */
export const notBody = new Set(
  `IT EDV DV TV PC PDF USB LAN WLAN VPN CD DVD SMS SQL API HTML XML CSV FAQ DSGVO GDPR OZG EGovG BGB SGB VOB UVgO EfA ISO DIN
  EN EU USA UK US NRW OWL CO2 QR ID PIN TAN IP DNS AI KI ERP DMS CMS GIS SAP SSL TLS URL WWW LTE GSM CRM HR CIO CEO CTO CFO
  TÜV UTC AM PM MB GB TB KB II III IV VI VII VIII IX XI XII NKF IKZ SLA RZ EUR USD A B C D E F G H I J K L M N O P Q R S T U
  V W X Y Z`.split(/\s+/),
);

/** Lower-case words without vowels that are abbreviations of speech, not names such as "krz". */
export const notLowerBody = new Set(
  "bzw vgl ggf zzgl usw sog bspw evtl etc mrd std tsd lfd gem km kg mm cm qm mbps kwh mwh hrsg nr str tel st nd rd th bzgl insb gbps ff pt hz ghz mhz kw mw tb gb mb kb dpi px vs mr mrs ms dr jr sr by my why try dry fly sky".split(
    " ",
  ),
);

/** Particles inside a surname. */
export const particle = /^(?:von|van|vom|zu|zur|de|der|den|del|di|da|la|le|el|al)$/;

/**
 * Whether a capitalised German word has the build of a common noun, so that it cannot be part of a name.
 *
 * A guess from endings and from the nouns that stand next to names most often; a name may look like a noun
 * (Schneider), hence only words that are no surname by themselves are listed.
 */
export function looksLikeGermanNoun(word: string): boolean {
  return (
    /(?:ung|ungen|heit|keit|schaft|schaften|tion|tionen|tät|täten|ment|ismus|zentrum|zentrums|system|systeme|systems|verband|verwaltung|technik|technologie|software|netz|daten|dienst|dienste|projekt|projekte|jahr|jahre|jahren|tag|tage|zeit|raum|haus|preis|platz|amt|amts|buch|recht|gesetz|betrieb|lösung|portal|plattform|mitarbeiter|anwender|kunden|partner|bürger|verfahren|bereich|programm|forum|messe|kongress|konferenz|tagung|jubiläum|gäste|nehmer|innen|nisse|nis)$/i.test(
      word,
    ) || commonNouns.has(word)
  );
}

const commonNouns = new Set(
  `Der Die Das Ein Eine Einen Einem Einer Dem Den Des Dieser Diese Dieses Im In Am An Auf Aus Bei Mit Nach Seit Von Vom Vor Zu Zum
  Zur Für Und Oder Als Auch Es Er Sie Wir Ihr Ihre Sein Seine Unser Unsere So Da Dort Dabei Damit Dazu Hier Heute Bisher
  Bereits Alle Allen Alles Beide Viele Mehr Noch Nur Durch Über Unter Um Ab Bis Zwischen Während Neben Trotz Wenn Weil
  Wie Was Wer Wo Nun Doch Ferner Zudem Außerdem Anschließend Zuvor Später Danach Herr Frau Stadt Land Kreis Gemeinde Ort
  Region Server Cloud Team Kommune Kommunen Städte Kreise Gemeinden Euro Prozent Million Millionen Ende Anfang Mitte
  Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Januar Februar März April Mai Juni Juli August September
  Oktober November Dezember Internet Firma Standort Thema Themen Ziel Ziele Teil Fall Frage Fragen Seite Stelle Rolle
  Rahmen Blick Weg Welt Mensch Menschen Leben Arbeit Schule Schulen Kinder Eltern Kosten Geld Strom Energie Wasser Umwelt
  Klima Sicherheit Chef Sitz Hand Bild Wort Grund Folge Beginn Start Erfolg Kraft Punkt Punkte Spiel Saison Liga Krieg
  The This That These Those It He She They We You I A An In On At By For From With Without After Before During While When
  Where Who What Which Why How There Here And Or But If As Of To Since Until Under Over Between Both All Most Many Some
  Several Each Every Other Another Its His Her Their Our Your My New Old First Second Third Last Next Also However Although
  Because Then Thus Today More Such No Not Only Despite Following According Its Sunday Monday Tuesday Wednesday Thursday
  Friday Saturday January February March May June July October December`.split(/\s+/),
);

/** Whether a word that starts a sentence is capitalised only for that reason. */
export function isFunctionWord(word: string): boolean {
  return commonNouns.has(word);
}
