#include "history/blockbuilder.h"

#include <QCoreApplication>
#include <QFontMetrics>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

/// Lines of code that are laid out together. Where a block grows, only its last lines are laid out
/// again.
constexpr int kLinesTogether = 32;
constexpr int kPadding = 12;

struct Language {
    QLatin1StringView word; ///< of the fence, lower case
    QStringView name;
};

constexpr std::array kLanguages{
    Language{"bash"_L1, u"Bash"},
    Language{"c"_L1, u"C"},
    Language{"c#"_L1, u"C#"},
    Language{"cpp"_L1, u"C++"},
    Language{"c++"_L1, u"C++"},
    Language{"cs"_L1, u"C#"},
    Language{"csharp"_L1, u"C#"},
    Language{"css"_L1, u"CSS"},
    Language{"go"_L1, u"Go"},
    Language{"html"_L1, u"HTML"},
    Language{"java"_L1, u"Java"},
    Language{"javascript"_L1, u"JavaScript"},
    Language{"js"_L1, u"JavaScript"},
    Language{"json"_L1, u"JSON"},
    Language{"kotlin"_L1, u"Kotlin"},
    Language{"lua"_L1, u"Lua"},
    Language{"markdown"_L1, u"Markdown"},
    Language{"md"_L1, u"Markdown"},
    Language{"php"_L1, u"PHP"},
    Language{"powershell"_L1, u"PowerShell"},
    Language{"py"_L1, u"Python"},
    Language{"python"_L1, u"Python"},
    Language{"rb"_L1, u"Ruby"},
    Language{"ruby"_L1, u"Ruby"},
    Language{"rs"_L1, u"Rust"},
    Language{"rust"_L1, u"Rust"},
    Language{"sh"_L1, u"Shell"},
    Language{"shell"_L1, u"Shell"},
    Language{"sql"_L1, u"SQL"},
    Language{"swift"_L1, u"Swift"},
    Language{"toml"_L1, u"TOML"},
    Language{"ts"_L1, u"TypeScript"},
    Language{"typescript"_L1, u"TypeScript"},
    Language{"xml"_L1, u"XML"},
    Language{"yaml"_L1, u"YAML"},
    Language{"yml"_L1, u"YAML"},
};

QString languageName(const QString &word)
{
    for (const Language &language : kLanguages) {
        if (word.compare(language.word, Qt::CaseInsensitive) == 0)
            return language.name.toString();
    }
    return word;
}

} // namespace

void buildCode(BlockBuilder &builder, const markdown::Block &code, BlockBuilder::Area area)
{
    const HistoryStyle &style = builder.style();
    const int top = builder.y();

    const QString copy = QCoreApplication::translate("History", "Copy");
    const QSize button = Control::sizeOf(Control::Kind::CopyCode, copy, style);
    const int header = button.height() + 8;
    const int lines = int(code.code.count(u'\n')) + 1;
    const QString count = QCoreApplication::translate("History", "%n line(s)", nullptr, lines);
    const QFontMetrics metrics(style.muted);
    const int titleWidth = std::max(0, area.width - 2 * kPadding - button.width());
    const QString title = metrics.elidedText(
        code.language.isEmpty() ? count : languageName(code.language) + u" · "_s + count,
        Qt::ElideRight, titleWidth);

    const size_t ground = builder.shape(Shape::Kind::CodeGround, {}); // its height comes last
    TextBox name = builder.box(StyledText(title), style.muted, header);
    name.layOut(titleWidth, style.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft);
    const int titleX
        = style.isRightToLeft() ? area.x + area.width - kPadding - titleWidth : area.x + kPadding;
    builder.place(std::move(name), {titleX, top}, titleWidth, style.theme.muted, false);
    const int inset = kPadding - 6;
    const int buttonX
        = style.isRightToLeft() ? area.x + inset : area.x + area.width - inset - button.width();
    builder.control(Control::Kind::CopyCode, copy, {{buttonX, top + 4}, button});
    builder.addCode(code.code);
    builder.shape(Shape::Kind::Line, {area.x, top + header, area.width, 1});
    builder.advance(header + 1 + kPadding - 2);

    const int pitch = HistoryStyle::pitchOf(style.code);
    const int width = std::max(1, area.width - 2 * kPadding);
    QString together;
    int held = 0;
    bool first = true;
    const auto flush = [&] {
        if (!std::exchange(first, false))
            builder.setSeparator(u"\n"_s);
        TextBox text = builder.box(StyledText(std::exchange(together, {})), style.code, pitch,
                                   Qt::LeftToRight);
        text.layOut(width, Qt::AlignLeft, true);
        const int height = text.height();
        builder.place(std::move(text), {area.x + kPadding, builder.y()}, width, style.theme.text);
        builder.advance(height);
        held = 0;
    };
    for (QStringView line : QStringTokenizer(code.code, u'\n')) {
        if (held == kLinesTogether)
            flush();
        if (held++ > 0)
            together += QChar::LineSeparator;
        together += line;
    }
    flush();
    builder.advance(kPadding);
    builder.setShapeRect(ground, {area.x, top, area.width, builder.y() - top});
}

} // namespace spaceline
