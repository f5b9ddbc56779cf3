// A conversation that shows everything the history can draw, to be looked at.
//
// usage: historyview_gallery [--dark] [--rtl] [--zoom PERCENT] [--width PIXELS] [--height PIXELS]
// [--row ROW]
//                            [--stream] [--grow] [--details] [--empty] [--shot FILE]

#include "history/historyview.h"
#include "ui/testmessages.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLabel>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

const char *const kEverything = R"(# Everything at once

A paragraph with **strong**, *emphasis*, ~~struck~~, `inline code`, a [link to a page](https://example.org/page)
and a bare one, <https://example.org>. Two lines here<br>with a hard break between them.

## Lists

- one
- two, with a second line that is long enough to be broken so that it can be seen where it goes on
  - nested
    - and nested again
- three

1. first
2. second
   ```sh
   ls -l | sort -k5
   ```
3. third

- [x] done
- [ ] open

> A quotation, which may be longer than one line so that the bar beside it has something to do
> on more than one line.
>
> > And one inside of it.

| Way | 10⁵ rows | Note |
|:----|---------:|:-----|
| Two stable sorts | 61 ms | reads best |
| One sort, tuple key | 74 ms | numbers only |

---

![A lighthouse at dusk](https://example.org/lighthouse.png)

A word that never ends: DonaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftDonaudampfschifffahrtselektrizitätenhauptbetriebswerk
)";

const char *const kCode
    = R"(Python's sort is **stable**, so sort twice, the less important key first:

```python
from operator import itemgetter

rows.sort(key=itemgetter("score"), reverse=True)  # second key
rows.sort(key=itemgetter("name"))                 # first key
```

Sorting twice costs about the same as one sort with a tuple of keys.)";

const char *const kScripts
    = R"(你好！这是一个包含**中文**的段落，用来检查换行和字体的替换是否正确。长的段落应该在列的右边缘换行，而不是超出它。

مرحبا بالعالم! هذه فقرة **باللغة العربية** مع كلمة `code` وكلمة English في وسطها، وهي طويلة بما يكفي لتنتقل إلى سطر ثان.

1. العنصر الأول
2. العنصر الثاني

> اقتباس باللغة العربية

日本語のテキストと、한국어 텍스트, и русский текст. Emoji: 🚀🌍👩‍💻 and math: x² + y² = z².)";

void fill(TestMessages &messages)
{
    messages.prompt("Sort a list of dicts by two keys, the second descending. Which is faster?");
    messages.reply(kCode);
    messages.prompt("Show me everything you can draw");
    messages.reply(kEverything);
    messages.prompt("And other scripts?\nمرحبا\n你好");
    messages.reply(kScripts);
    messages.prompt(
        "A prompt that is long enough to be broken into several lines, because the bubble may "
        "be three quarters of the column wide at most, and this is more than that by far.");
    messages.append({MessageAuthor::Reply, "It begins well, and then", MessageState::Interrupted,
                     Failure(Failure::Kind::ConnectionLost)});
    messages.prompt("Again");
    messages.append({MessageAuthor::Reply, "This one was stopped by", MessageState::Stopped});
    messages.prompt("And for ten million rows?");
    Failure quota(
        Failure::Kind::Quota,
        u"56 s left, this app asks for 60 s. Create a free account for more GPU time."_s,
        u"POST /gradio_api/queue/join\nHTTP 200\n{\"msg\":\"process_completed\",\"success\":false}"_s);
    quota.retryAfter = std::chrono::seconds(33 * 60);
    messages.append({MessageAuthor::Reply, {}, MessageState::Failed, quota});
    messages.prompt("Once more");
    messages.append(
        {MessageAuthor::Reply,
         {},
         MessageState::Failed,
         Failure(Failure::Kind::AppError, u"CUDA out of memory. Tried to allocate 2.00 GiB"_s)});
    messages.prompt("And now?");
    messages.append({MessageAuthor::Reply, {}, MessageState::Pending, {}, u"In queue 3 of 12"_s});
}

/// Appends words for as long as the program runs.
void stream(TestMessages &messages, QObject &parent)
{
    const int row = messages.rowCount() - 1;
    messages.setState(row, MessageState::Streaming);
    messages.setStatus(row, {});
    auto *timer = new QTimer(&parent);
    QObject::connect(timer, &QTimer::timeout, timer, [&messages, row, n = 0]() mutable {
        ++n;
        messages.extend(row,
                        n % 60 == 0 ? QByteArray(".\n\n") : "word" + QByteArray::number(n) + ' ');
    });
    timer->start(5);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(u"historyview_gallery"_s);
    QCommandLineParser parser;
    parser.addHelpOption();
    for (const char *flag : {"dark", "rtl", "stream", "grow", "empty", "details"})
        parser.addOption({QString::fromLatin1(flag), {}});
    for (const char *value : {"zoom", "width", "height", "row", "shot"})
        parser.addOption({QString::fromLatin1(value), {}, QString::fromLatin1(value)});
    parser.process(app);
    const auto number = [&parser](const QString &name, int fallback) {
        return parser.isSet(name) ? parser.value(name).toInt() : fallback;
    };
    if (parser.isSet(u"rtl"_s))
        QApplication::setLayoutDirection(Qt::RightToLeft);

    const Theme theme = parser.isSet(u"dark"_s) ? Theme::dark() : Theme::light();
    QApplication::setPalette(theme.palette());
    TestMessages messages;
    if (!parser.isSet(u"empty"_s))
        fill(messages);
    HistoryView view;
    view.setTheme(theme);
    view.setZoom(number(u"zoom"_s, 100));
    view.setPlaceholderWidget(new QLabel(u"Nothing was said yet."_s));
    view.setModel(&messages);
    view.resize(number(u"width"_s, 766), number(u"height"_s, 820));
    view.setWindowTitle(u"historyview_gallery"_s);
    view.show();
    view.setFocus();
    if (parser.isSet(u"row"_s))
        view.scrollToRow(number(u"row"_s, 0));
    if (parser.isSet(u"details"_s)) {
        view.toggleFold(number(u"row"_s, 0), {Control::Kind::Details, -1, 0});
    }
    if (parser.isSet(u"grow"_s)) {
        QTimer::singleShot(3000, &messages, [&messages] {
            messages.prompt("Is this appended later?");
            messages.reply("This was appended later.");
        });
    }
    if (parser.isSet(u"stream"_s))
        stream(messages, app);
    QObject::connect(&view, &HistoryView::linkActivated, &app,
                     [](const QUrl &url) { qInfo("link %s", qPrintable(url.toString())); });
    QObject::connect(&view, &HistoryView::remedyRequested, &app,
                     [](qint64 id, Failure::Remedy remedy) {
                         qInfo("remedy %d for %lld", int(remedy), qlonglong(id));
                     });
    if (parser.isSet(u"shot"_s)) {
        QTimer::singleShot(300, &view, [&] {
            view.grab().save(parser.value(u"shot"_s));
            QApplication::quit();
        });
    }
    return QApplication::exec();
}
