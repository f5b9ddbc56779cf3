#include "markdown/entities.h"

#include <QString>

#include <algorithm>
#include <array>

namespace spaceline::markdown {

namespace {

struct Entity {
    QByteArrayView name;
    char32_t character;
};

/// The entities of HTML 4 and those of HTML 5 that people write, in the order of their bytes.
// clang-format off
constexpr std::array<Entity, 355> kEntities{{
    {"AElig", 0xC6}, {"Aacute", 0xC1}, {"Acirc", 0xC2}, {"Agrave", 0xC0}, {"Alpha", 0x391},
    {"Aogon", 0x104}, {"Aring", 0xC5}, {"Atilde", 0xC3}, {"Auml", 0xC4}, {"Beta", 0x392},
    {"Cacute", 0x106}, {"Ccaron", 0x10C}, {"Ccedil", 0xC7}, {"Chi", 0x3A7}, {"Dagger", 0x2021},
    {"Delta", 0x394}, {"ETH", 0xD0}, {"Eacute", 0xC9}, {"Ecirc", 0xCA}, {"Egrave", 0xC8},
    {"Eogon", 0x118}, {"Epsilon", 0x395}, {"Eta", 0x397}, {"Euml", 0xCB}, {"Gamma", 0x393},
    {"Gbreve", 0x11E}, {"Iacute", 0xCD}, {"Icirc", 0xCE}, {"Idot", 0x130}, {"Igrave", 0xCC},
    {"Iota", 0x399}, {"Iuml", 0xCF}, {"Kappa", 0x39A}, {"Lambda", 0x39B}, {"Leftarrow", 0x21D0},
    {"Lstrok", 0x141}, {"Mu", 0x39C}, {"Nacute", 0x143}, {"NewLine", 0xA}, {"NotEqual", 0x2260},
    {"Ntilde", 0xD1}, {"Nu", 0x39D}, {"OElig", 0x152}, {"Oacute", 0xD3}, {"Ocirc", 0xD4},
    {"Ograve", 0xD2}, {"Omega", 0x3A9}, {"Omicron", 0x39F}, {"Oslash", 0xD8}, {"Otilde", 0xD5},
    {"Ouml", 0xD6}, {"Phi", 0x3A6}, {"Pi", 0x3A0}, {"Prime", 0x2033}, {"Psi", 0x3A8},
    {"Rho", 0x3A1}, {"Rightarrow", 0x21D2}, {"Sacute", 0x15A}, {"Scaron", 0x160}, {"Scedil", 0x15E},
    {"Sigma", 0x3A3}, {"THORN", 0xDE}, {"Tab", 0x9}, {"Tau", 0x3A4}, {"Theta", 0x398},
    {"Uacute", 0xDA}, {"Ucirc", 0xDB}, {"Ugrave", 0xD9}, {"Upsilon", 0x3A5}, {"Uuml", 0xDC},
    {"Xi", 0x39E}, {"Yacute", 0xDD}, {"Yuml", 0x178}, {"Zacute", 0x179}, {"Zcaron", 0x17D},
    {"Zdot", 0x17B}, {"Zeta", 0x396}, {"aacute", 0xE1}, {"acirc", 0xE2}, {"acute", 0xB4},
    {"aelig", 0xE6}, {"agrave", 0xE0}, {"alefsym", 0x2135}, {"alpha", 0x3B1}, {"amp", 0x26},
    {"and", 0x2227}, {"ang", 0x2220}, {"aogon", 0x105}, {"apos", 0x27}, {"approx", 0x2248},
    {"aring", 0xE5}, {"ast", 0x2A}, {"asymp", 0x2248}, {"atilde", 0xE3}, {"auml", 0xE4},
    {"bdquo", 0x201E}, {"becaus", 0x2235}, {"beta", 0x3B2}, {"bigstar", 0x2605}, {"blank", 0x2423},
    {"boxh", 0x2500}, {"boxv", 0x2502}, {"breve", 0x2D8}, {"brvbar", 0xA6}, {"bsol", 0x5C},
    {"bull", 0x2022}, {"cacute", 0x107}, {"cap", 0x2229}, {"caron", 0x2C7}, {"ccaron", 0x10D},
    {"ccedil", 0xE7}, {"cedil", 0xB8}, {"cent", 0xA2}, {"check", 0x2713}, {"checkmark", 0x2713},
    {"chi", 0x3C7}, {"circ", 0x2C6}, {"clubs", 0x2663}, {"colon", 0x3A}, {"comma", 0x2C},
    {"commat", 0x40}, {"cong", 0x2245}, {"copy", 0xA9}, {"copysr", 0x2117}, {"crarr", 0x21B5},
    {"cross", 0x2717}, {"cup", 0x222A}, {"curren", 0xA4}, {"dArr", 0x21D3}, {"dagger", 0x2020},
    {"darr", 0x2193}, {"dash", 0x2010}, {"deg", 0xB0}, {"delta", 0x3B4}, {"diams", 0x2666},
    {"divide", 0xF7}, {"dollar", 0x24}, {"eacute", 0xE9}, {"ecirc", 0xEA}, {"egrave", 0xE8},
    {"ell", 0x2113}, {"empty", 0x2205}, {"emptyset", 0x2205}, {"emsp", 0x2003}, {"ensp", 0x2002},
    {"eogon", 0x119}, {"epsi", 0x3B5}, {"epsilon", 0x3B5}, {"equals", 0x3D}, {"equiv", 0x2261},
    {"eta", 0x3B7}, {"eth", 0xF0}, {"euml", 0xEB}, {"euro", 0x20AC}, {"excl", 0x21},
    {"exist", 0x2203}, {"female", 0x2640}, {"flat", 0x266D}, {"fnof", 0x192}, {"forall", 0x2200},
    {"frac12", 0xBD}, {"frac14", 0xBC}, {"frac34", 0xBE}, {"frasl", 0x2044}, {"gamma", 0x3B3},
    {"gbreve", 0x11F}, {"ge", 0x2265}, {"geq", 0x2265}, {"grave", 0x60}, {"gt", 0x3E},
    {"hArr", 0x21D4}, {"half", 0xBD}, {"harr", 0x2194}, {"hbar", 0x210F}, {"hearts", 0x2665},
    {"hellip", 0x2026}, {"hyphen", 0x2010}, {"iacute", 0xED}, {"icirc", 0xEE}, {"iexcl", 0xA1},
    {"igrave", 0xEC}, {"image", 0x2111}, {"incare", 0x2105}, {"infin", 0x221E}, {"inodot", 0x131},
    {"int", 0x222B}, {"iota", 0x3B9}, {"iquest", 0xBF}, {"isin", 0x2208}, {"iuml", 0xEF},
    {"kappa", 0x3BA}, {"lArr", 0x21D0}, {"lambda", 0x3BB}, {"lang", 0x2329}, {"laquo", 0xAB},
    {"larr", 0x2190}, {"lbrace", 0x7B}, {"lbrack", 0x5B}, {"lceil", 0x2308}, {"lcub", 0x7B},
    {"ldquo", 0x201C}, {"le", 0x2264}, {"leftarrow", 0x2190}, {"leq", 0x2264}, {"lfloor", 0x230A},
    {"lowast", 0x2217}, {"lowbar", 0x5F}, {"loz", 0x25CA}, {"lpar", 0x28}, {"lrm", 0x200E},
    {"lsaquo", 0x2039}, {"lsqb", 0x5B}, {"lsquo", 0x2018}, {"lstrok", 0x142}, {"lt", 0x3C},
    {"macr", 0xAF}, {"male", 0x2642}, {"mapsto", 0x21A6}, {"mdash", 0x2014}, {"micro", 0xB5},
    {"middot", 0xB7}, {"minus", 0x2212}, {"mu", 0x3BC}, {"nabla", 0x2207}, {"nacute", 0x144},
    {"natural", 0x266E}, {"nbsp", 0xA0}, {"ndash", 0x2013}, {"ne", 0x2260}, {"nexist", 0x2204},
    {"ni", 0x220B}, {"not", 0xAC}, {"notin", 0x2209}, {"nsub", 0x2284}, {"ntilde", 0xF1},
    {"nu", 0x3BD}, {"num", 0x23}, {"oacute", 0xF3}, {"ocirc", 0xF4}, {"oelig", 0x153},
    {"ograve", 0xF2}, {"ohm", 0x3A9}, {"oline", 0x203E}, {"omega", 0x3C9}, {"omicron", 0x3BF},
    {"ominus", 0x2296}, {"oplus", 0x2295}, {"or", 0x2228}, {"ordf", 0xAA}, {"ordm", 0xBA},
    {"oslash", 0xF8}, {"otilde", 0xF5}, {"otimes", 0x2297}, {"ouml", 0xF6}, {"para", 0xB6},
    {"part", 0x2202}, {"percnt", 0x25}, {"period", 0x2E}, {"permil", 0x2030}, {"perp", 0x22A5},
    {"phi", 0x3C6}, {"phiv", 0x3D5}, {"phone", 0x260E}, {"pi", 0x3C0}, {"piv", 0x3D6},
    {"planck", 0x210F}, {"plus", 0x2B}, {"plusmn", 0xB1}, {"pound", 0xA3}, {"prime", 0x2032},
    {"prod", 0x220F}, {"prop", 0x221D}, {"psi", 0x3C8}, {"quest", 0x3F}, {"quot", 0x22},
    {"rArr", 0x21D2}, {"radic", 0x221A}, {"rang", 0x232A}, {"raquo", 0xBB}, {"rarr", 0x2192},
    {"rarrw", 0x219D}, {"rbrace", 0x7D}, {"rbrack", 0x5D}, {"rceil", 0x2309}, {"rcub", 0x7D},
    {"rdquo", 0x201D}, {"real", 0x211C}, {"reg", 0xAE}, {"rfloor", 0x230B}, {"rho", 0x3C1},
    {"rightarrow", 0x2192}, {"rlm", 0x200F}, {"rpar", 0x29}, {"rsaquo", 0x203A}, {"rsqb", 0x5D},
    {"rsquo", 0x2019}, {"sacute", 0x15B}, {"sbquo", 0x201A}, {"scaron", 0x161}, {"scedil", 0x15F},
    {"sdot", 0x22C5}, {"sect", 0xA7}, {"semi", 0x3B}, {"sharp", 0x266F}, {"shy", 0xAD},
    {"sigma", 0x3C3}, {"sigmaf", 0x3C2}, {"sim", 0x223C}, {"sol", 0x2F}, {"spades", 0x2660},
    {"square", 0x25A1}, {"star", 0x2606}, {"starf", 0x2605}, {"sub", 0x2282}, {"sube", 0x2286},
    {"sum", 0x2211}, {"sup", 0x2283}, {"sup1", 0xB9}, {"sup2", 0xB2}, {"sup3", 0xB3},
    {"supe", 0x2287}, {"szlig", 0xDF}, {"tau", 0x3C4}, {"telrec", 0x2315}, {"there4", 0x2234},
    {"theta", 0x3B8}, {"thetasym", 0x3D1}, {"thinsp", 0x2009}, {"thorn", 0xFE}, {"tilde", 0x2DC},
    {"times", 0xD7}, {"trade", 0x2122}, {"triangle", 0x25B5}, {"uArr", 0x21D1}, {"uacute", 0xFA},
    {"uarr", 0x2191}, {"ucirc", 0xFB}, {"ugrave", 0xF9}, {"uml", 0xA8}, {"upsih", 0x3D2},
    {"upsilon", 0x3C5}, {"uuml", 0xFC}, {"verbar", 0x7C}, {"vert", 0x7C}, {"weierp", 0x2118},
    {"xi", 0x3BE}, {"yacute", 0xFD}, {"yen", 0xA5}, {"yuml", 0xFF}, {"zacute", 0x17A},
    {"zcaron", 0x17E}, {"zdot", 0x17C}, {"zeta", 0x3B6}, {"zwj", 0x200D}, {"zwnj", 0x200C},
}};
// clang-format on

/// The first entity whose name is not less than \p name.
auto lowerBound(QByteArrayView name)
{
    return std::lower_bound(kEntities.begin(), kEntities.end(), name,
                            [](const Entity &entity, QByteArrayView wanted) {
                                return entity.name.compare(wanted) < 0;
                            });
}

QByteArray utf8Of(char32_t character) { return QString::fromUcs4(&character, 1).toUtf8(); }

/// `#123` or `#x7B`; 0 when it is no number.
char32_t numberOf(QByteArrayView digits)
{
    const bool hex = digits.startsWith("x") || digits.startsWith("X");
    const QByteArrayView number = hex ? digits.sliced(1) : digits;
    if (number.isEmpty() || number.size() > 7)
        return 0;
    bool ok = false;
    const uint value = number.toByteArray().toUInt(&ok, hex ? 16 : 10);
    if (!ok)
        return 0;
    const bool isCharacter = value != 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    return isCharacter ? char32_t(value) : U'\uFFFD';
}

} // namespace

QByteArray decodedEntity(QByteArrayView entity)
{
    if (entity.size() < 3 || entity.front() != '&' || entity.back() != ';')
        return entity.toByteArray();
    const QByteArrayView name = entity.sliced(1).chopped(1);
    if (name.front() == '#') {
        const char32_t character = numberOf(name.sliced(1));
        return character != 0 ? utf8Of(character) : entity.toByteArray();
    }
    const auto found = lowerBound(name);
    return found != kEntities.end() && found->name == name ? utf8Of(found->character)
                                                           : entity.toByteArray();
}

QByteArray decodedEntities(QByteArrayView text)
{
    QByteArray result;
    result.reserve(text.size());
    while (!text.isEmpty()) {
        const qsizetype begin = text.indexOf('&');
        if (begin < 0)
            break;
        result.append(text.first(begin));
        text = text.sliced(begin);
        const qsizetype end = text.indexOf(';');
        const qsizetype next = text.sliced(1).indexOf('&');
        if (end < 0 || (next >= 0 && next + 1 < end)) {
            result.append('&');
            text = text.sliced(1);
        } else {
            result.append(decodedEntity(text.first(end + 1)));
            text = text.sliced(end + 1);
        }
    }
    return result.append(text);
}

bool mayBecomeEntity(QByteArrayView source)
{
    const QByteArrayView name = source.sliced(1);
    if (name.isEmpty())
        return true;
    if (name.front() == '#') {
        const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
        const QByteArrayView digits = name.sliced(hex ? 2 : 1);
        return digits.size() <= 7 && std::all_of(digits.begin(), digits.end(), [hex](char c) {
                   return (c >= '0' && c <= '9')
                       || (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
               });
    }
    const auto found = lowerBound(name);
    return found != kEntities.end() && found->name.startsWith(name);
}

} // namespace spaceline::markdown
