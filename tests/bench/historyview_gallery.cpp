// A conversation that shows everything the history can draw, to be looked at.
//
// usage: historyview_gallery [--dark] [--rtl] [--zoom PERCENT] [--width PIXELS] [--height PIXELS]
// [--row ROW]
//                            [--cards] [--token] [--stream] [--grow] [--details] [--empty]
//                            [--parts] [--think] [--open]
//                            [--font FAMILY]
//                            [--shot FILE]

#include "gradio/failuretable.h"
#include "history/historyview.h"
#include "ui/testmessages.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDateTime>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QLabel>
#include <QLinearGradient>
#include <QPainter>
#include <QTemporaryDir>
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

Failure quotaUsedUp()
{
    Failure quota = gradio::failureOfText(
        u"You have exceeded your free ZeroGPU quota (60s requested vs. 56s left). Try again in "
        "0:33:00. <a style=\"x\" href=\"https://huggingface.co/join\">Create a free account</a>"_s);
    quota.detail
        = u"POST /gradio_api/queue/join 200\n{\"msg\":\"process_completed\",\"success\":false}"_s;
    quota.happenedMs = QDateTime::currentMSecsSinceEpoch();
    return quota;
}

/// Cards of every kind.
void fillCards(TestMessages &messages)
{
    using Kind = Failure::Kind;
    const auto add = [&messages](const QByteArray &prompt, const Failure &failure,
                                 const QByteArray &partial = {}) {
        messages.prompt(prompt);
        messages.append({MessageAuthor::Reply, partial,
                         partial.isEmpty() ? MessageState::Failed : MessageState::Interrupted,
                         failure});
    };
    add("Draw a lighthouse at dusk", quotaUsedUp());
    Failure held = quotaUsedUp();
    held.sendAtMs = held.overMs();
    messages.prompt("And this one waits");
    messages.append({MessageAuthor::Reply,
                     {},
                     MessageState::Pending,
                     held,
                     u"Will be sent at %1"_s.arg(
                         QDateTime::fromMSecsSinceEpoch(held.sendAtMs).toString(u"HH:mm"_s))});
    add("Again",
        gradio::failureOfText(u"CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has "
                              "a total capacity of 79.15 GiB"_s));
    add("Again", Failure(Kind::SilentApp));
    add("A wall of text",
        gradio::failureOfText(
            u"<b>Traceback</b> (most recent call last):<br>File \"/app/app.py\", line 12, in "
            "respond<br>raise ValueError(\"bad\")<br>ValueError: bad<br>See <a "
            "href='https://example.org/help'>the help page</a> or https://example.org/issues?id=12"
            " and do not press <a href='javascript:alert(1)'>this</a>.<br>"
            + u"A line more of what nobody reads. "_s.repeated(12)));
    Failure full(Kind::QueueFull, u"Queue is full. Max size is 10 and size is 10."_s);
    for (int i = 0; i < 3; ++i)
        full.countTried(Kind::QueueFull);
    full.times = 2;
    add("Is anybody there?", full);
    add("中文的长问题",
        gradio::failureOfText(u"抱歉，由于当前使用人数过多，服务器暂时无法处理您的请求。请您稍后再"
                              u"试，或者前往我们的主页了解如何获得更多的使用额度。"
                              "如果问题持续存在，请通过电子邮件联系我们，并附上您看到的这段错误信息"
                              "以及您提问的大致时间，我们会尽快为您处理。"
                              "感谢您的理解与支持，祝您生活愉快。本服务仅供研究与学习使用，请勿输入"
                              "任何个人隐私信息，也不要将结果用于商业用途。"
                              "更多信息请见[使用说明](https://example.cn/help)。"_s));
    add("سؤال بالعربية",
        gradio::failureOfText(
            u"عذرًا، الخادم مشغول جدًا في الوقت الحالي ولا يمكنه معالجة طلبك. يرجى المحاولة مرة أخرى "
            "لاحقًا، أو زيارة صفحتنا لمعرفة المزيد. https://example.org/ar"_s));
    Failure paused(Kind::SpaceNotRunning, u"PAUSED"_s);
    paused.cause = Failure::Cause::Paused;
    add("Hello?", paused);
    Failure asleep(Kind::SpaceNotRunning, u"SLEEPING"_s);
    asleep.cause = Failure::Cause::Asleep;
    add("Hello?", asleep);
    add("Hello?", Failure(Kind::PrivateSpace));
    add("Hello?", Failure(Kind::Login, u"Ask ada@example.org for a password"_s));
    add("Hello?", Failure(Kind::Network, u"The host app.example.org was not found."_s));
    Failure titled = gradio::failureOfText(u"The picture must be smaller than 10 MB."_s);
    titled.title = u"Picture too large"_s;
    add("Look at this", titled);
    add("Tell me a story",
        Failure(Kind::ConnectionLost, u"app.example.org closed the connection."_s),
        "Once upon a time, in a land that");
    Failure duration = gradio::failureOfText(
        u"The requested GPU duration (300s) is larger than the maximum allowed"_s);
    add("A film", duration);
    Failure refused(Kind::Arguments,
                    u"An event handler (chat) didn't receive enough input values (needed: 2, got: "
                    "1)."_s);
    refused.countTried(Kind::Arguments);
    add("Hm", refused);
}

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
    messages.append({MessageAuthor::Reply, {}, MessageState::Failed, quotaUsedUp()});
    messages.prompt("Once more");
    messages.append(
        {MessageAuthor::Reply,
         {},
         MessageState::Failed,
         Failure(Failure::Kind::AppError, u"CUDA out of memory. Tried to allocate 2.00 GiB"_s)});
    messages.prompt("And now?");
    messages.append({MessageAuthor::Reply, {}, MessageState::Pending, {}, u"In queue 3 of 12"_s});
}

/// A drawn evening over the sea, written to \p path.
void drawPicture(const QString &path, QSize size, int hue)
{
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient sky(0, 0, 0, size.height());
    sky.setColorAt(0, QColor::fromHsv(hue, 140, 90));
    sky.setColorAt(0.7, QColor::fromHsv((hue + 40) % 360, 110, 230));
    painter.fillRect(image.rect(), sky);
    painter.setBrush(QColor(255, 240, 200));
    painter.setPen(Qt::NoPen);
    const int r = std::min(size.width(), size.height()) / 8;
    painter.drawEllipse(QPoint(size.width() * 2 / 3, size.height() / 2), r, r);
    painter.fillRect(0, size.height() * 7 / 10, size.width(), size.height(),
                     QColor::fromHsv(hue, 120, 70));
    painter.end();
    image.save(path);
}

StoredFile file(FileKind kind, StoredFile::State state, const QString &name, qint64 size)
{
    static qint64 id = 0;
    StoredFile file;
    file.id = ++id;
    file.kind = kind;
    file.state = state;
    file.name = name;
    file.size = size;
    return file;
}

StoredFile picture(const QTemporaryDir &folder, const QString &name, QSize size, int hue,
                   const QString &caption = {})
{
    StoredFile result = file(FileKind::Image, StoredFile::State::Present, name, 0);
    result.path = folder.filePath(name);
    drawPicture(result.path, size, hue);
    result.caption = caption;
    result.size = QFileInfo(result.path).size();
    return result;
}

/// What a message shows beside its text.
void fillParts(TestMessages &messages, const QTemporaryDir &folder)
{
    using State = StoredFile::State;
    const auto present = [&folder](FileKind kind, const QString &name, qint64 size) {
        StoredFile result = file(kind, State::Present, name, size);
        result.path = folder.filePath(name);
        QFile content(result.path);
        if (content.open(QIODevice::WriteOnly))
            content.write("content");
        return result;
    };
    const auto notice = [](const QString &level, const QString &title, const QString &text) {
        return Notice{level, title, text};
    };

    TestMessages::Message prompt{MessageAuthor::User, "What is in these two?"};
    prompt.files
        = {picture(folder, u"harbour.png"_s, {900, 600}, 210),
           present(FileKind::File, u"measurements of the whole long summer 2025.csv"_s, 48'300)};
    prompt.extras.parameters = {{u"Temperature"_s, 0.2}, {u"Top-p"_s, 0.9}, {u"Stream"_s, false}};
    messages.append(prompt);

    TestMessages::Message thinking{MessageAuthor::Reply,
                                   "A harbour in the evening, and a table of 1,204 rows with four "
                                   "columns: **day**, **water level**, **wind** and **ships**."};
    thinking.extras.thoughts = {
        {u"Looked at the files"_s, "First the picture, then the table.", u"done"_s, 4.2, {}, 0},
        {u"Used tool read_csv"_s, "```json\n{\"rows\": 1204}\n```", u"done"_s, 0.4, u"1,204 rows"_s,
         1},
        {u"Used tool describe_image"_s, "A harbour.", u"done"_s, 3.1, {}, 1},
        {{},
         "The user wants **both**, so both are described.\n\n- picture\n- table",
         u"done"_s,
         12.0,
         {},
         0},
    };
    thinking.extras.notices
        = {notice(u"info"_s, u"Info"_s, u"The picture was scaled down to 768 pixels."_s),
           notice(u"warning"_s, u"Warning"_s,
                  u"The table is long: only its first 1,000 rows were read, because this Space is "
                  u"small and others wait for it as well."_s),
           notice(u"error"_s, {}, u"The column “ships” holds no numbers."_s)};
    thinking.extras.options = {{u"a"_s, u"Plot it"_s}, {u"b"_s, u"Only the first table"_s}};
    messages.append(thinking);

    messages.prompt("Draw me four evenings");
    TestMessages::Message gallery{MessageAuthor::Reply, "Four evenings over the sea:"};
    gallery.files = {picture(folder, u"one.png"_s, {1024, 768}, 20, u"Seed 1"_s),
                     picture(folder, u"two.png"_s, {768, 1024}, 200, u"Seed 2, a tall one"_s),
                     picture(folder, u"three.png"_s, {1600, 500}, 280, u"Seed 3"_s),
                     picture(folder, u"four.png"_s, {40, 30}, 100)};
    gallery.extras.parameters = {{u"Guidance scale"_s, 7.5},
                                 {u"Negative prompt"_s, u"blurry, low quality, people, boats"_s},
                                 {u"Seed"_s, 1234567890}};
    messages.append(gallery);

    messages.prompt("One more, large");
    TestMessages::Message large{MessageAuthor::Reply, {}};
    large.files = {picture(folder, u"large.png"_s, {2048, 1536}, 330, u"An evening, upscaled"_s)};
    messages.append(large);

    messages.prompt("把它们全部作为文件给我");
    TestMessages::Message files{MessageAuthor::Reply, "好的，文件在这里："};
    files.files = {present(FileKind::Audio, u"speech.wav"_s, 1'240'000),
                   present(FileKind::Video, u"evening.mp4"_s, 23'800'000),
                   file(FileKind::File, State::Waiting, u"weights.safetensors"_s, 31'000'000),
                   file(FileKind::File, State::Waiting, u"notes.txt"_s, -1),
                   file(FileKind::File, State::TooLarge, u"everything.zip"_s, 120'400'000),
                   file(FileKind::Image, State::Missing, u"lost.png"_s, -1)};
    files.progress = {-1, -1, 0.45, -1, -1, -1};
    files.extras.options
        = {{u"1"_s, u"Show it for pandas"_s},
           {u"2"_s, u"What if keys are missing?"_s},
           {u"3"_s, u"A quick reply that is long enough to need a row for itself, or even more"_s}};
    messages.append(files);
}

/// A reply that is being thought about.
void fillThinking(TestMessages &messages)
{
    messages.prompt("Which is faster?");
    TestMessages::Message reply{MessageAuthor::Reply, {}, MessageState::Streaming};
    QByteArray text;
    for (int i = 1; i < 30; ++i)
        text += "Thought number " + QByteArray::number(i)
            + ", which goes on for a while so that it takes more than one line to be read.\n\n";
    reply.extras.thoughts = {{u"Searched the documentation"_s, "sorted()", u"done"_s, 1.2, {}, 0},
                             {{}, text, u"pending"_s, {}, {}, 0}};
    messages.append(reply);
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
    for (const char *flag : {"cards", "token", "dark", "rtl", "stream", "grow", "empty", "details",
                             "parts", "think", "open"})
        parser.addOption({QString::fromLatin1(flag), {}});
    for (const char *value : {"zoom", "width", "height", "row", "font", "shot"})
        parser.addOption({QString::fromLatin1(value), {}, QString::fromLatin1(value)});
    parser.process(app);
    const auto number = [&parser](const QString &name, int fallback) {
        return parser.isSet(name) ? parser.value(name).toInt() : fallback;
    };
    if (parser.isSet(u"rtl"_s))
        QApplication::setLayoutDirection(Qt::RightToLeft);

    if (parser.isSet(u"font"_s)) {
        QFont font = QApplication::font();
        font.setFamily(parser.value(u"font"_s));
        QApplication::setFont(font);
    }

    const Theme theme = parser.isSet(u"dark"_s) ? Theme::dark() : Theme::light();
    QApplication::setPalette(theme.palette());
    TestMessages messages;
    const QTemporaryDir folder;
    if (parser.isSet(u"parts"_s))
        fillParts(messages, folder);
    else if (parser.isSet(u"think"_s))
        fillThinking(messages);
    else if (parser.isSet(u"cards"_s))
        fillCards(messages);
    else if (!parser.isSet(u"empty"_s))
        fill(messages);
    HistoryView view;
    view.setTheme(theme);
    view.setZoom(number(u"zoom"_s, 100));
    view.setPlaceholderWidget(new QLabel(u"Nothing was said yet."_s));
    RemedyContext context;
    context.hasToken = parser.isSet(u"token"_s);
    view.setRemedyContext(context);
    view.setModel(&messages);
    view.resize(number(u"width"_s, 766), number(u"height"_s, 820));
    view.setWindowTitle(u"historyview_gallery"_s);
    view.show();
    view.setFocus();
    if (parser.isSet(u"row"_s))
        view.scrollToRow(number(u"row"_s, 0));
    if (parser.isSet(u"open"_s)) {
        for (int row = 0; row < messages.rowCount(); ++row) {
            for (const Control &control : view.rows().layout(row).controls()) {
                if (control.key.kind == Control::Kind::Thought && control.isOpen == false)
                    view.toggleFold(row, control.key);
            }
        }
    }
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
    QObject::connect(&view, &HistoryView::optionChosen, &app,
                     [](const QString &value) { qInfo("option %s", qPrintable(value)); });
    QObject::connect(&view, &HistoryView::fileOpenRequested, &app,
                     [](const StoredFile &wanted) { qInfo("open %s", qPrintable(wanted.path)); });
    QObject::connect(&view, &HistoryView::fileSaveRequested, &app,
                     [](const StoredFile &wanted) { qInfo("save %s", qPrintable(wanted.path)); });
    QObject::connect(&view, &HistoryView::fetchRequested, &app,
                     [](qint64 wanted) { qInfo("fetch %lld", qlonglong(wanted)); });
    QObject::connect(&view, &HistoryView::linkActivated, &app,
                     [](const QUrl &url) { qInfo("link %s", qPrintable(url.toString())); });
    QObject::connect(&view, &HistoryView::remedyRequested, &app,
                     [](qint64 id, Failure::Remedy remedy) {
                         qInfo("remedy %d for %lld", int(remedy), qlonglong(id));
                     });
    if (parser.isSet(u"shot"_s)) {
        view.grab(); // asks for the pictures
        QTimer::singleShot(700, &view, [&] {
            view.grab().save(parser.value(u"shot"_s));
            QApplication::quit();
        });
    }
    return QApplication::exec();
}
