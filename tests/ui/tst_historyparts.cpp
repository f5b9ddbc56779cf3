#include "history/historyview.h"
#include "ui/testmessages.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace spaceline;

namespace {

using Kind = Control::Kind;
using Message = TestMessages::Message;

QByteArray paragraphs(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "Paragraph " + QByteArray::number(i) + " with a few words.\n\n";
    return text;
}

MessageExtras thoughts(const QString &status, const QByteArray &text)
{
    MessageExtras extras;
    extras.thoughts = {{{}, text, status, std::nullopt, {}, 0}};
    return extras;
}

} // namespace

/// The parts of messages in the view: what folds, what is pressed, what never moves.
class tst_HistoryParts : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    TestMessages m_messages;
    std::unique_ptr<HistoryView> m_view;

    [[nodiscard]] std::vector<Control> controls(int row, Kind kind)
    {
        std::vector<Control> found;
        for (const Control &control : m_view->rows().layout(row).controls()) {
            if (control.key.kind == kind)
                found.push_back(control);
        }
        return found;
    }
    [[nodiscard]] QPoint centerOf(int row, const Control &control)
    {
        return control.rect.center() + m_view->sight().rowRect(row).topLeft();
    }
    void click(int row, const Control &control)
    {
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, centerOf(row, control));
    }
    [[nodiscard]] StoredFile picture(qint64 id, QSize size)
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::red);
        StoredFile file;
        file.id = id;
        file.kind = FileKind::Image;
        file.name = u"picture.png"_s;
        file.path = m_folder.filePath(QString::number(id) + u".png"_s);
        if (!image.save(file.path))
            qFatal("cannot write a picture of the test");
        return file;
    }
    void append(const QByteArray &text, const MessageExtras &extras,
                const QList<StoredFile> &files = {}, MessageState state = MessageState::Complete)
    {
        Message message{MessageAuthor::Reply, text, state};
        message.extras = extras;
        message.files = files;
        m_messages.append(message);
        m_view->flush();
    }
    /// Where a line of the row's text is in the view.
    [[nodiscard]] int lineTop(int row, qsizetype position)
    {
        return m_view->rows().layout(row).rectOf(position).top()
            + m_view->sight().rowRect(row).top();
    }

private Q_SLOTS:
    void init()
    {
        m_messages.reset({});
        m_view = std::make_unique<HistoryView>();
        m_view->setTheme(Theme::light());
        m_view->resize(700, 500);
        m_view->setModel(&m_messages);
        m_view->show();
        m_view->flush();
    }

    void aThoughtOpensWhereItIs()
    {
        for (int i = 0; i < 10; ++i) {
            m_messages.prompt("Prompt");
            m_messages.reply(paragraphs(3));
        }
        append(paragraphs(5), thoughts(u"done"_s, paragraphs(10)));
        const int row = m_messages.rowCount() - 1;
        const Control line = controls(row, Kind::Thought).at(0);
        const QPoint at = centerOf(row, line);
        const int height = m_view->rows().layout(row).height();
        click(row, line);
        QVERIFY(m_view->rows().layout(row).height() > height);
        QCOMPARE(centerOf(row, controls(row, Kind::Thought).at(0)), at);
        QCOMPARE(controls(row, Kind::Thought).at(0).isOpen, std::optional(true));
        click(row, controls(row, Kind::Thought).at(0));
        QCOMPARE(m_view->rows().layout(row).height(), height);
        QVERIFY(m_view->isFollowingEnd());
    }

    void aThoughtThatFoldsByItselfMovesNoLine()
    {
        append(paragraphs(60), thoughts(u"pending"_s, paragraphs(10)), {}, MessageState::Streaming);
        m_view->scrollToRow(0);
        m_view->scrollByUser(700);
        const auto reading = m_view->sight().readingLine();
        QVERIFY(reading && reading->mark.kind == MessageLayout::Mark::Kind::Text);
        const qsizetype position = reading->mark.position;
        const int before = lineTop(0, position);
        const int height = m_view->rows().layout(0).height();
        m_messages.setExtras(0, thoughts(u"done"_s, paragraphs(10)));
        m_view->flush();
        QVERIFY(m_view->rows().layout(0).height() < height);
        QCOMPARE(lineTop(0, position), before);
        QVERIFY(!m_view->isFollowingEnd());
    }

    void aPictureThatComesMovesNoLine()
    {
        // Waiting files of the message at the upper edge, and of one above it.
        StoredFile waiting = picture(1, {400, 300});
        waiting.state = StoredFile::State::Waiting;
        append("above", {}, {waiting});
        m_messages.prompt("Prompt");
        append(paragraphs(60), {}, {waiting});
        m_messages.prompt("Prompt");
        m_messages.reply(paragraphs(30));
        m_view->flush();
        m_view->scrollToRow(3);
        m_view->scrollByUser(-30);
        const int before = m_view->sight().rowRect(3).top();
        QCOMPARE(before, 30);
        for (const int row : {0, 2})
            m_messages.setFiles(row, {picture(1, {400, 300})});
        m_view->flush();
        QCOMPARE(m_view->sight().rowRect(2).bottom() + 1, m_view->sight().rowRect(3).top());
        m_view->scrollToRow(2);
        m_view->scrollByUser(300);
        const qsizetype position = m_view->sight().readingLine()->mark.position;
        const int line = lineTop(2, position);
        m_messages.setFiles(2, {waiting});
        m_view->flush();
        QCOMPARE(lineTop(2, position), line);
    }

    void quickRepliesAreSaid()
    {
        MessageExtras extras;
        extras.options = {{u"the value"_s, u"The label"_s}};
        append("text", extras);
        QSignalSpy chosen(m_view.get(), &HistoryView::optionChosen);
        click(0, controls(0, Kind::Option).at(0));
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).toString(), u"the value"_s);
        m_view->setBusy(true);
        m_view->flush();
        click(0, controls(0, Kind::Option).at(0));
        QCOMPARE(chosen.size(), 1);
        QVERIFY(!controls(0, Kind::Option).at(0).reason.isEmpty());
        m_view->setBusy(false);
        m_view->flush();
        click(0, controls(0, Kind::Option).at(0));
        QCOMPARE(chosen.size(), 2);
        // Only the newest reply has them.
        const int height = m_view->sight().rowRect(0).height();
        m_messages.prompt("next");
        m_messages.reply({}, MessageState::Pending);
        m_view->flush();
        QVERIFY(controls(0, Kind::Option).empty());
        QVERIFY(m_view->sight().rowRect(0).height() < height);
        m_messages.removeRowsAt(1, 2);
        m_view->flush();
        QCOMPARE(controls(0, Kind::Option).size(), size_t(1));
        QCOMPARE(m_view->sight().rowRect(0).height(), height);
    }

    void filesAreOpenedByAClickOnly()
    {
        StoredFile text = picture(1, {9, 9});
        text.kind = FileKind::File;
        text.name = u"notes.txt"_s;
        StoredFile large;
        large.id = 3;
        large.name = u"large.zip"_s;
        large.state = StoredFile::State::TooLarge;
        append("text", {}, {text, picture(2, {200, 100}), large});
        QSignalSpy open(m_view.get(), &HistoryView::fileOpenRequested);
        QSignalSpy save(m_view.get(), &HistoryView::fileSaveRequested);
        QSignalSpy fetch(m_view.get(), &HistoryView::fetchRequested);

        const Control button = controls(0, Kind::OpenFile).at(0);
        const QPoint beside = centerOf(0, button) - QPoint(150, 0); // the name of the file
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, beside);
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, beside);
        QCOMPARE(open.size(), 0);
        click(0, button);
        QCOMPARE(open.size(), 1);
        QCOMPARE(open.at(0).at(0).value<StoredFile>(), text);
        click(0, controls(0, Kind::SaveFile).at(0));
        QCOMPARE(save.at(0).at(0).value<StoredFile>(), text);
        click(0, controls(0, Kind::Image).at(0));
        QCOMPARE(open.at(1).at(0).value<StoredFile>().id, 2);
        click(0, controls(0, Kind::FetchFile).at(0));
        QCOMPARE(fetch.at(0).at(0).toLongLong(), 3);

        QVERIFY(QFile::remove(text.path));
        click(0, button); // it went since it was laid out
        QCOMPARE(open.size(), 2);
    }

    void brokenPicturesBecomeFiles()
    {
        StoredFile file = picture(1, {300, 300});
        QFile content(file.path);
        QVERIFY(content.open(QIODevice::ReadWrite) && content.resize(content.size() / 2));
        content.close();
        append("text", {}, {file});
        QCOMPARE(controls(0, Kind::Image).size(), size_t(1));
        m_view->grab(); // asks for it
        QTRY_VERIFY(controls(0, Kind::Image).empty());
        QCOMPARE(controls(0, Kind::OpenFile).size(), size_t(1));
    }

    void picturesCome()
    {
        append("text", {}, {picture(1, {300, 300})});
        const QPoint at = centerOf(0, controls(0, Kind::Image).at(0));
        QTRY_COMPARE(m_view->grab().toImage().pixelColor(at), QColor(Qt::red));
    }

    void imagesAreCopied()
    {
        const StoredFile file = picture(1, {300, 200});
        QGuiApplication::clipboard()->clear();
        m_view->rows().images().copy(file.path);
        QTRY_COMPARE(QGuiApplication::clipboard()->image().size(), QSize(300, 200));
        QCOMPARE(QGuiApplication::clipboard()->mimeData()->urls(),
                 QList{QUrl::fromLocalFile(file.path)});
    }

    void keyboardAndScreenReaders()
    {
        MessageExtras extras = thoughts(u"done"_s, "Because **so**.");
        extras.options = {{u"v"_s, u"More"_s}};
        StoredFile shown = picture(1, {60, 60});
        shown.caption = u"A red square"_s;
        append("text", extras, {shown, [this] {
                                    StoredFile text = picture(2, {9, 9});
                                    text.kind = FileKind::File;
                                    text.name = u"notes.txt"_s;
                                    return text;
                                }()});
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_view->clearFocus();
        m_view->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(m_view->hasFocus());
        std::vector<Kind> reached;
        QStringList names;
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
        for (int i = 0; i < 7; ++i) {
            QTest::keyClick(m_view.get(), Qt::Key_Tab);
            QVERIFY(m_view->keyboardFocus().key());
            reached.push_back(m_view->keyboardFocus().key()->kind);
            QVERIFY(list->focusChild()->state().focused);
            names += list->focusChild()->text(QAccessible::Name);
        }
        QCOMPARE(reached,
                 (std::vector{Kind::Thought, Kind::Image, Kind::OpenFile, Kind::SaveFile,
                              Kind::Option, Kind::Copy, Kind::Retry}));
        QCOMPARE(names,
                 (QStringList{u"Thought"_s, u"Image: A red square"_s, u"Open notes.txt"_s,
                              u"Save notes.txt as…"_s, u"More"_s, u"Copy"_s, u"Retry"_s}));

        QAccessibleInterface *message = list->child(0);
        QAccessibleInterface *line = message->child(0);
        QCOMPARE(line->role(), QAccessible::Button);
        QVERIFY(line->state().expandable && line->state().collapsed && !line->state().expanded);
        QCOMPARE(line->text(QAccessible::Description), QString());
        QVERIFY(line->actionInterface());
        line->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QVERIFY(line->state().expanded && !line->state().collapsed);
        QCOMPARE(line->text(QAccessible::Description), u"Because so."_s);
        QCOMPARE(message->child(1)->role(), QAccessible::Graphic);
        QCOMPARE(message->textInterface()->text(0, message->textInterface()->characterCount()),
                 u"text\npicture.png, A red square\nnotes.txt"_s);
    }

    void enterPressesWhatHasTheFocus()
    {
        append("text", thoughts(u"done"_s, "Because."), {picture(1, {60, 60})});
        m_view->setFocus();
        QSignalSpy open(m_view.get(), &HistoryView::fileOpenRequested);
        m_view->keyboardFocus().set(0, true, controls(0, Kind::Image).at(0).key);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(open.size(), 1);
        m_view->keyboardFocus().set(0, true, controls(0, Kind::Thought).at(0).key);
        QTest::keyClick(m_view.get(), Qt::Key_Space);
        QCOMPARE(controls(0, Kind::Thought).at(0).isOpen, std::optional(true));
    }

    void copyingManyMessagesHasNoLabels()
    {
        MessageExtras extras = thoughts(u"done"_s, "Secretly.");
        extras.notices = {{u"info"_s, {}, u"Notice"_s}};
        for (int i = 0; i < 40; ++i)
            append("Reply " + QByteArray::number(i), extras);
        m_view->selection().start({0, 0}, {39, 5});
        const QString copied = m_view->selectedText();
        QVERIFY(copied.startsWith("Reply 0\n\nReply 1\n\n"_L1));
        QVERIFY(copied.contains("Reply 20"_L1));
        QVERIFY(!copied.contains("Thought"_L1) && !copied.contains("Notice"_L1)
                && !copied.contains("Secretly"_L1));
    }

    /// The gap to the turn above follows the row that is above.
    void rowsBetweenChangeTheGap()
    {
        m_messages.prompt("one");
        m_messages.prompt("two");
        m_view->flush();
        const auto gapAbove
            = [this](int row) { return m_view->rows().layout(row).contentRect().top(); };
        const int afterPrompt = gapAbove(1);
        m_messages.insert(1, {MessageAuthor::Reply, "reply"});
        m_view->flush();
        QVERIFY(gapAbove(2) < afterPrompt);
        m_messages.removeRowsAt(1, 1);
        m_view->flush();
        QCOMPARE(gapAbove(1), afterPrompt);
    }
};

QTEST_MAIN(tst_HistoryParts)
#include "tst_historyparts.moc"
