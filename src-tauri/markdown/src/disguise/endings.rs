//! What a host ends with: the endings that make a bare word an address, and those that are also something else.
//!
//! Invariant: data only; the rule by which they count stands in `named`.

/// Endings that make a bare word a host: the usual generic ones, `example`, and those of countries, without [`SHARED`].
pub(super) const ENDINGS: &str = "\
    com org net edu gov mil int biz info pro mobi coop aero jobs travel asia tel eu example \
    io ai dev app xyz online shop site cloud tech space website wiki club vip fun \
    icu cyou cfd sbs bond monster bank finance money loan credit cash insurance trading exchange crypto \
    games game bet casino win wtf lol services solutions agency \
    digital studio tv fm fyi ink hosting systems software \
    company ltd llc inc gmbh international community clinic legal law \
    academy school university education science tickets tours holiday hotel flights auto cars \
    fashion beauty shoes jewelry pizza restaurant kitchen garden homes estate property \
    ac ad ae af ag al an ao aq ar at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw bz ca cd cf \
    cg ch ci ck cl cm cn co cu cv cw cx cy cz de dj dk dm dz ec ee eg er es et fi fj fk fo fr ga ge gf gg gh gi \
    gl gm gn gp gq gr gt gu gw gy hk hm hn hr ht hu ie il im in iq ir it je jm jo jp ke kg kh ki km kn kp kr kw \
    ky kz la lb lc li lk lr ls lt lu lv ly ma mc me mg mh mn mo mp mq mr mt mu mv mw mx my mz na ne nf ng ni nl \
    no np nr nu nz om pa pe pf pg ph pk pl pn pr pt pw qa re ro ru rw sa sb sc sd se sg si sk sl sm sn sr ss st \
    su sx sy sz tc td tg th tj tk tl tm tn tr tt tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye za zm zw \
    рф рус укр бел бг мкд срб қаз онлайн сайт дети москва ελ გე հայ ישראל مصر السعودية امارات ایران الاردن المغرب \
    भारत ভারত ไทย 中国 中國 香港 台灣 台湾 新加坡 网络 公司 在线 한국 みんな コム";

/// Endings that are also of files (`main.rs`, `README.md`, `libc.so`) or of members in code (`user.name`, `Object.is`),
/// which are the texts of honest links far more often than such hosts are.
pub(super) const SHARED: &str = "\
    rs md py sh ps so ml mk mm pm tf cc cr gd gs sv nc am as do pub zip mov box map cab \
    name id is to by email host page group link click bar help store events cat top work";

/// Before a country's ending: what its registrars sell beneath, as in `bank.co.id`.
pub(super) const SECOND: &str = "co com net org gov gob gouv edu ac mil or ne go";

/// Names of software that read as hosts.
pub(super) const SOFTWARE: &str =
    "asp.net ado.net vb.net ml.net java.io java.net kotlin.io system.io system.net javax.net";
