/**
 * What the dictionaries of the strength meter lack: Japanese set phrases in Latin letters, and the words of a small firm's counter, most common first.
 * "ohayougozaimasu" is four words to a dictionary of words, and one phrase to everybody who guesses.
 */
export const japanesePhrases: readonly string[] = [
  'arigatou arigato arigatougozaimasu arigatougozaimashita arigatogozaimasu doumoarigatou',
  'ohayou ohayo ohayougozaimasu ohayogozaimasu konnichiwa konnichiha konbanwa konbanha sayounara sayonara oyasumi oyasuminasai',
  'yoroshiku yoroshikuonegaishimasu yoroshikuonegaiitashimasu onegaishimasu onegai otsukaresama otsukaresamadesu otsukaresamadeshita gokurousama',
  'omedetou omedetougozaimasu akemashiteomedetou akemashiteomedetougozaimasu otanjoubiomedetou sumimasen gomennasai shitsureishimasu osewaninarimasu osewaninatteorimasu',
  'itadakimasu gochisousama gochisousamadeshita tadaima okaeri okaerinasai ittekimasu itterasshai hajimemashite ogenkidesuka',
  'ganbaru ganbare ganbarou ganbarimasu ganbarimashou gambaru gambare gambarimasu gambarimasho gambarimashou',
  'aishiteru aishiteruyo aishitemasu daisuki daisukidesu sukidesu shiawase himitsu himitsunokotoba angou aikotoba hirakegoma',
  'pasuwado pasuwaado wasurenai wasurenaide wasurenaiyouni watashi watashino bokuno oreno korewa korewapasswordesu kaisha kaishano',
  'sakura sakurasaku sakurasakura hanami fujisan nihon nippon nihonichi nipponichi nihonjin kimigayo hinomaru tokyotower osakajou toukyou oosaka',
  'aiueo kakikukeko sashisuseso tachitsuteto iroha irohanihoheto irohanihohetochirinuruwo chirinuruwo jugemu jugemujugemu ichinisan ichinisanshi',
  'doraemon nobita pikachu pikachuu totoro tonarinototoro naruto onepiece kimetsunoyaiba gundam gojira hanshintigers yomiurigiants hellokitty',
  'irasshaimase maido maidoarigatou okyakusama otoiawase toiawase yoyaku chuumon juchuu hassou eigyou eigyoubu soumu soumubu keiri jinji jimusho',
  'kabushikigaisha yuugengaisha shouten shokudou izakaya ramenya hanaya panya honya kusuriya yaoya sakanaya sakaya kissaten onsen ryokan minshuku biyouin shikaiin seikotsuin',
  'inu neko wanwan nyanko nekochan wanchan kazoku kodomo okaasan otousan oniisan oneesan ojiisan obaasan',
].flatMap(line => line.split(' '))
