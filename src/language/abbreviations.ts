const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/**
 * Abbreviations whose full stop never ends a sentence, because something has to follow: "Dr.", "z. B.", "Abs.".
 *
 * Lower case, without the last full stop; spaced ones are joined ("z. B." is `z.b`).
 */
export const CONTINUING_ABBREVIATIONS = words(`
  a.d abb abs abschn allg anh anl anm approx art.-nr aufl az bd bearb begr beil bes best.-nr betr bez bgbl bl bspw bzgl bzw
  ca capt cf d.h dept ders dipl dr e.g eds ehem einschl einschließl entspr esp ev evtl exkl fa figs fr frl geb gebr gegr
  gesch gest ggf ggfs gov gv h.c habil hd hg hl hon hr hrn hrsg hs i.a i.d.f i.d.r i.e i.h.v i.r i.r.d i.s.d i.s.v i.v.m
  incl ing inh inkl insb insbes kap kath kfm lfd lt m.e m.w messrs mr mrs ms mt nachf nr nrn oec op pfr phil pkt priv prof
  rd rdnr rer resp rn rnr s.a sgt sog st staatl stellv stv städt telef theol u.u univ urspr v.a vgl viz vol vols vors vs wg
  z.b z.hd z.t z.zt zi ziff zit zw zz zzgl zzt`);

/**
 * Abbreviations that may stand at the end of a sentence: "e. V.", "Str.", "etc."; the next word decides.
 *
 * Lower case, without the last full stop; spaced ones are joined ("e. V." is `e.v`).
 */
export const CLOSING_ABBREVIATIONS = words(`
  a.m abk anon apr aug ausg ave blvd bros chr co col corp dec dept dez dgl e.g.m.b.h e.v est etc eur fax feb ff fig gem gen
  ggü hbf inc jan jh jhd jr jul jun jur lit ltd m.d max med mind mio mrd mrz mwst mär n.chr nat nov o.g o.ä oct okt p.m ph.d
  plz pol pos red rep rev s.o s.u sa sek sen sep sept soz sr std str tab tel tsd u.a u.dgl u.k u.s u.s.a u.s.w u.v.m u.ä usf
  ust usw uvm v.chr`);

/** Words and weekdays that are abbreviations only before a number or a dash: "No. 4", "Art. 5", "Mo. - Do.". Spelt as written. */
export const NUMBER_ABBREVIATIONS = words(`
  Art No no Min min Mo Di Mi Do Fr Sa So Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Sec sec Ch ch pp`);

/** Capitalised words that begin a sentence far more often than they follow an ordinal, an initial or an abbreviation. */
export const SENTENCE_STARTERS = words(`
  Aber Alle Allerdings Als Also Am An Andere Anschließend Auch Auf Aus Außerdem Bei Beide Beim Bis Bitte Da Dabei Dadurch Dafür
  Daher Damit Danach Dann Daran Darauf Daraus Darin Darüber Darum Das Dass Davon Dazu Dem Den Denn Der Deren Derzeit Deshalb
  Dessen Die Dies Diese Diesem Diesen Dieser Dieses Doch Dort Durch Ebenso Ein Eine Einem Einen Einer Eines Einige Er Erst Es
  Für Gegen Hat Hier Hierbei Hierfür Hierzu Ich Ihr Ihre Ihrem Ihren Ihrer Im In Innerhalb Insgesamt Ist Jede Jeder Jedes Jedoch
  Kann Können Kein Keine Man Mehr Mit Nach Nachdem Neben Nicht Noch Nun Nur Ob Oder Ohne Seine Seit Seitdem Sie Sind So Sobald
  Sofern Somit Sondern Sonst Sowohl Statt Trotz Trotzdem Über Um Und Unser Unsere Unter Viele Vom Von Vor Während Wann Warum Was
  Weil Weitere Welche Welcher Welches Wenn Wer Werden Wie Wir Wird Wo Wurde Wurden Zu Zudem Zuerst Zum Zunächst Zur Zusätzlich
  Zwar Zwischen
  A After All Also Although An And Are As At Because Before But By Can Do Does Each Finally First For From Furthermore Has He Her
  Here His How However I If Is It Its Later Many Most Moreover My No Not Of On Once One Or Other Our She Since Some Such That The
  Their Then There Therefore These They This Those Through Thus To Under Until We Were What When Where Which While Who Why With
  You Your`);
