#include "window/mainwindow.h"

#include "chat/conversationcontroller.h"
#include "chat/conversationmodel.h"
#include "chat/draftfiles.h"
#include "chat/messagemodel.h"
#include "chat/spaceconnection.h"
#include "composer/attachmentbar.h"
#include "composer/attachmentchip.h"
#include "composer/composer.h"
#include "composer/promptedit.h"
#include "conversations/conversationpanel.h"
#include "store/filestore.h"
#include "support/chatapp.h"
#include "support/scriptedserver.h"
#include "support/temporaryservices.h"
#include "ui/names.h"
#include "window/appearance.h"
#include "window/attachments.h"
#include "window/conversationpage.h"
#include "window/filedrop.h"

#include <QAbstractButton>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace spaceline;
using namespace Qt::Literals::StringLiterals;

/// Files of the message being written, through the whole window and a scripted multimodal app.
class TestAttachments : public QObject {
    Q_OBJECT

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<TemporaryServices> m_services;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ConversationModel> m_model;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<MainWindow> m_window;

    void open()
    {
        m_model = std::make_unique<ConversationModel>(**m_services);
        m_appearance = std::make_unique<Appearance>((*m_services)->settings());
        m_window = std::make_unique<MainWindow>(**m_services, *m_model, *m_appearance);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
    }
    void close()
    {
        m_window.reset();
        m_appearance.reset();
        m_model.reset();
    }
    /// The app's message box has these \p props; the app these \p more members.
    void serve(const QByteArray &props = "{}", const QByteArray &more = {},
               const QByteArray &type = "multimodaltextbox")
    {
        QByteArray config = chatapp::config();
        config.replace("\"type\":\"textbox\",\"props\":{\"label\":\"Message\"}",
                       QByteArray("\"type\":\"" + type + "\",\"props\":" + props));
        config.replace("\"root\":\"\",", QByteArray("\"root\":\"\"," + more));
        m_server->answers["GET /config"] = ScriptedServer::json(config);
    }
    void connectSpace()
    {
        m_window->start();
        m_window->openSpace(m_server->url().toString());
        QTRY_COMPARE(controller()->activity(), ConversationController::Activity::Ready);
    }
    QString file(const QString &name, const QByteArray &content = "content") const
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("a file of the test could not be written");
        return file.fileName();
    }
    static QByteArray picture()
    {
        QImage image(40, 20, QImage::Format_RGB32);
        image.fill(Qt::red);
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return png;
    }
    /// Attaches, and waits until all are there.
    void attachFiles(const QStringList &paths)
    {
        m_window->page().attachments().takeFiles(paths);
        QTRY_VERIFY(controller()->draftFiles().copies().isEmpty());
    }
    ConversationController *controller() const { return m_window->page().controller(); }
    PromptEdit *edit() const { return m_window->findChild<PromptEdit *>(); }
    QAbstractButton *attach() const { return named<QAbstractButton>(*m_window, u"Attach files"_s); }
    QList<AttachmentChip *> chips() const
    {
        QList<AttachmentChip *> shown;
        for (auto *chip : m_window->findChildren<AttachmentChip *>()) {
            if (chip->isVisible())
                shown += chip;
        }
        return shown;
    }
    QStringList chipNames() const
    {
        QStringList names;
        for (const AttachmentChip *chip : chips())
            names += chip->file().name;
        return names;
    }
    /// Some label of the composer says \p sentence.
    bool says(const QString &sentence) const
    {
        const auto labels = m_window->page().composer().findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&sentence](const QLabel *label) {
            return label->isVisible() && label->text() == sentence;
        });
    }
    QStringList stored() const
    {
        const QString folder
            = (*m_services)->files().folder() + u'/' + QString::number(controller()->id());
        return QDir(folder).entryList(QDir::Files, QDir::Name);
    }
    void paste(QMimeData *data)
    {
        QApplication::clipboard()->setMimeData(data);
        edit()->setFocus();
        QTest::keyClick(edit(), Qt::Key_V, Qt::ControlModifier);
    }
    static std::unique_ptr<QMimeData> filesData(const QStringList &paths)
    {
        auto data = std::make_unique<QMimeData>();
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls += QUrl::fromLocalFile(path);
        data->setUrls(urls);
        return data;
    }
    bool holdOver(QWidget *widget, const QMimeData &data)
    {
        QDragEnterEvent event(widget->rect().center(), Qt::CopyAction, &data, Qt::LeftButton, {});
        event.ignore();
        QApplication::sendEvent(widget, &event);
        return event.isAccepted();
    }
    void drop(const QMimeData &data)
    {
        QDropEvent event(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &event);
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        chatapp::install(*m_server);
        m_services = std::make_unique<TemporaryServices>();
        m_folder = std::make_unique<QTemporaryDir>();
        open();
    }
    void cleanup()
    {
        close();
        m_services.reset();
        m_server.reset();
    }

    void theButtonSaysWhyNot_data()
    {
        QTest::addColumn<bool>("connects");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no Space") << false << QByteArray() << u"Choose a Space first"_s;
        QTest::newRow("takes none")
            << true << QByteArray("textbox") << u"This Space takes no files."_s;
    }
    void theButtonSaysWhyNot()
    {
        QFETCH(const bool, connects);
        QFETCH(const QByteArray, type);
        QFETCH(const QString, reason);
        if (connects) {
            serve("{}", {}, type);
            connectSpace();
        }
        QVERIFY(!attach()->isEnabled());
        QCOMPARE(attach()->toolTip(), reason);
        QCOMPARE(attach()->accessibleDescription(), reason);
        QTest::keyClick(edit(), Qt::Key_U, Qt::ControlModifier);
        QVERIFY(!QApplication::activeModalWidget());
        QVERIFY(says(reason));
    }

    void whatIsPickedIsShown()
    {
        serve(R"({"file_types":[".txt","image"]})", R"("max_file_size":10485760,)");
        connectSpace();
        QVERIFY(attach()->isEnabled());
        QCOMPARE(attach()->accessibleDescription(), u".txt, images · up to 10 MB each"_s);
        QTest::keyClick(edit(), Qt::Key_U, Qt::ControlModifier);
        auto *dialog = m_window->findChild<QFileDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->fileMode(), QFileDialog::ExistingFiles);
        const QStringList paths{file(u"notes.txt"_s), file(u"red.png"_s, picture())};
        Q_EMIT dialog->filesSelected(paths);
        dialog->close();
        QTRY_VERIFY(controller()->draftFiles().copies().isEmpty());
        QCOMPARE(chipNames(), (QStringList{u"notes.txt"_s, u"red.png"_s}));
        QVERIFY(chips().at(0)->accessibleName().startsWith(u"notes.txt, 7"_s));
        QTRY_VERIFY(chips().at(1)->hasPicture());
        QVERIFY(!chips().at(0)->hasPicture());
        QCOMPARE(stored(), (QStringList{u"notes.txt"_s, u"red.png"_s}));
        QCOMPARE(namelessControls(*m_window).join(u" "_s), QString());
    }

    void theXTakesAFileAway()
    {
        serve();
        connectSpace();
        attachFiles({file(u"a.txt"_s), file(u"b.txt"_s), file(u"c.txt"_s)});
        auto *second = named<QToolButton>(*m_window, u"Remove b.txt"_s);
        QVERIFY(second && (second->focusPolicy() & Qt::TabFocus));
        QTest::mouseClick(second, Qt::LeftButton);
        QCOMPARE(chipNames(), (QStringList{u"a.txt"_s, u"c.txt"_s}));
        QTRY_COMPARE(stored(), (QStringList{u"a.txt"_s, u"c.txt"_s}));
        // By the keyboard: the focus goes on to another, at last to the text.
        auto *first = named<QToolButton>(*m_window, u"Remove a.txt"_s);
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Space);
        auto *last = named<QToolButton>(*m_window, u"Remove c.txt"_s);
        QVERIFY(last->hasFocus());
        QTest::keyClick(last, Qt::Key_Delete);
        QVERIFY(chips().isEmpty());
        QVERIFY(edit()->hasFocus());
        QTRY_VERIFY(stored().isEmpty());
    }

    void chipsComeOneAfterTheOtherByTab()
    {
        serve();
        connectSpace();
        attachFiles({file(u"a.txt"_s), file(u"b.txt"_s)});
        named<QToolButton>(*m_window, u"Remove a.txt"_s)->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->accessibleName(), u"Remove b.txt"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(edit()->hasFocus());
    }

    void whatIsNotTakenIsSaid_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("problem");
        QTest::newRow("type") << u"page.html"_s << QByteArray("<p>")
                              << u"“page.html” is not what this Space takes: .txt, images."_s;
        QTest::newRow("size") << u"long.txt"_s << QByteArray(2049, 'x')
                              << u"“long.txt” is too large: this Space takes files up to 2 kB."_s;
        QTest::newRow("largest") << u"fits.txt"_s << QByteArray(2048, 'x') << QString();
    }
    void whatIsNotTakenIsSaid()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, content);
        QFETCH(const QString, problem);
        serve(R"({"file_types":[".txt","image"]})", R"("max_file_size":2048,)");
        connectSpace();
        QTest::keyClicks(edit(), u"my words"_s);
        attachFiles({file(name, content), file(u"good.txt"_s)});
        if (problem.isEmpty()) {
            QCOMPARE(chipNames(), (QStringList{name, u"good.txt"_s}));
            return;
        }
        QVERIFY(says(problem));
        // Neither the text nor the other file is lost.
        QCOMPARE(chipNames(), QStringList{u"good.txt"_s});
        QCOMPARE(m_window->page().composer().text(), u"my words"_s);
    }

    void aFolderIsNoFile()
    {
        serve();
        connectSpace();
        QVERIFY(QDir(m_folder->path()).mkdir(u"photos"_s));
        attachFiles({m_folder->filePath(u"photos"_s)});
        QVERIFY(says(u"“photos” is a folder; only files can be attached."_s));
        attachFiles({m_folder->filePath(u"nothing.txt"_s)});
        QVERIFY(says(u"“nothing.txt” cannot be read."_s));
        QVERIFY(chips().isEmpty());
    }

    void theWholeWindowTakesADrop()
    {
        serve(R"({"file_types":["image"]})");
        connectSpace();
        auto *overlay = m_window->findChild<FileDrop *>();
        const auto data = filesData({file(u"red.png"_s, picture())});
        // Over the text too, which takes dropped words.
        for (QWidget *place : {static_cast<QWidget *>(m_window.get()), edit()->viewport(),
                               static_cast<QWidget *>(&m_window->panel())}) {
            QVERIFY(holdOver(place, *data));
            QVERIFY(overlay->isVisible());
            QDragLeaveEvent leave;
            QApplication::sendEvent(m_window.get(), &leave);
            QVERIFY(!overlay->isVisible());
        }
        QVERIFY(holdOver(edit()->viewport(), *data));
        QCOMPARE(overlay->size(), m_window->size());
        QCOMPARE(overlay->accessibleName(), u"Drop files to attach them"_s);
        QCOMPARE(overlay->accessibleDescription(), u"images"_s);
        drop(*data);
        QVERIFY(!overlay->isVisible());
        QCOMPARE(chipNames(), QStringList{u"red.png"_s});
        QVERIFY(m_window->page().composer().text().isEmpty());

        QMimeData words;
        words.setText(u"only words"_s);
        QVERIFY(!holdOver(m_window.get(), words));
        QVERIFY(!overlay->isVisible());
    }

    void aDropIsRefusedInWords()
    {
        serve("{}", {}, "textbox");
        connectSpace();
        const auto data = filesData({file(u"a.txt"_s)});
        QVERIFY(holdOver(m_window.get(), *data));
        auto *overlay = m_window->findChild<FileDrop *>();
        QCOMPARE(overlay->accessibleName(), u"Files cannot be attached now"_s);
        QCOMPARE(overlay->accessibleDescription(), u"This Space takes no files."_s);
        drop(*data);
        QVERIFY(says(u"This Space takes no files."_s));
        QVERIFY(chips().isEmpty());
    }

    void filesArePasted()
    {
        serve();
        connectSpace();
        paste(filesData({file(u"a.txt"_s), file(u"b.txt"_s)}).release());
        QCOMPARE(chipNames(), (QStringList{u"a.txt"_s, u"b.txt"_s}));
        QVERIFY(m_window->page().composer().text().isEmpty());
    }

    void aPictureIsPasted()
    {
        serve(R"({"file_types":["image"]})");
        connectSpace();
        auto *data = new QMimeData;
        data->setImageData(QImage::fromData(picture()));
        data->setHtml(u"<img src='x'>"_s);
        paste(data);
        QCOMPARE(chipNames(), QStringList{u"Pasted image.png"_s});
        QTRY_VERIFY(chips().at(0)->hasPicture());
        QCOMPARE(QImage(chips().at(0)->file().path).size(), QSize(40, 20));
        // A cell of a spreadsheet comes as words and as a picture of them.
        data = new QMimeData;
        data->setImageData(QImage::fromData(picture()));
        data->setText(u"42"_s);
        paste(data);
        QCOMPARE(m_window->page().composer().text(), u"42"_s);
        QCOMPARE(chips().size(), 1);
    }

    void aLongTextMayBecomeAFile()
    {
        serve();
        connectSpace();
        QTest::keyClicks(edit(), u"Read: "_s);
        const QString text = u"first line\n"_s + QString(1200, u'x');
        auto *data = new QMimeData;
        data->setText(text);
        paste(data);
        QCOMPARE(m_window->page().composer().text(), u"Read: "_s + text);
        auto *button = named<QAbstractButton>(*m_window, u"Attach it as a file"_s);
        QVERIFY(button);
        button->click();
        QCOMPARE(m_window->page().composer().text(), u"Read: "_s);
        QCOMPARE(chipNames(), QStringList{u"Pasted text.txt"_s});
        QFile made(chips().at(0)->file().path);
        QVERIFY(made.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(made.readAll()), text);
        QVERIFY(!named(*m_window, u"Attach it as a file"_s));

        QTest::keyClick(edit(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(m_window->page().composer().text(), u"Read: "_s + text);
        QVERIFY(chips().isEmpty());
        QTest::keyClick(edit(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY2(m_window->page().composer().text().endsWith(text),
                 "redo takes the text away, but the file is gone");
    }

    void aTextThatIsNotLongIsNotOffered()
    {
        serve();
        connectSpace();
        auto *data = new QMimeData;
        data->setText(QString(1000, u'x'));
        paste(data);
        QVERIFY(!named(*m_window, u"Attach it as a file"_s));
        edit()->clear();
        data = new QMimeData;
        data->setText(QString(1001, u'x'));
        paste(data);
        QVERIFY(named(*m_window, u"Attach it as a file"_s));
        edit()->clear();
        QVERIFY(!named(*m_window, u"Attach it as a file"_s));
    }

    void noFileOfATextWhereOnlyPicturesAreTaken()
    {
        serve(R"({"file_types":["image"]})");
        connectSpace();
        auto *data = new QMimeData;
        data->setText(QString(5000, u'x'));
        paste(data);
        QVERIFY(!named(*m_window, u"Attach it as a file"_s));
    }

    void theDraftKeepsItsFiles()
    {
        serve();
        connectSpace();
        const qint64 first = controller()->id();
        attachFiles({file(u"a.txt"_s), file(u"b.txt"_s)});
        QVERIFY(QFile::remove(m_folder->filePath(u"a.txt"_s)));
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        QVERIFY(controller()->id() != first);
        QVERIFY(chips().isEmpty());
        m_window->showConversation(first);
        QCOMPARE(chipNames(), (QStringList{u"a.txt"_s, u"b.txt"_s}));
        close();
        m_services->reopen();
        open();
        m_window->showConversation(first);
        QCOMPARE(chipNames(), (QStringList{u"a.txt"_s, u"b.txt"_s}));
    }

    void filesGoWithTheMessage()
    {
        serve();
        connectSpace();
        m_server->answers["POST /gradio_api/upload"]
            = ScriptedServer::json(R"(["/tmp/gradio/a.txt"])");
        m_server->answers[chatapp::kJoin] = chatapp::joined();
        m_server->answers[chatapp::kData] = chatapp::reply("Seen.");
        const QString path = file(u"a.txt"_s, "abcdef");
        attachFiles({path});
        QVERIFY(named<QAbstractButton>(*m_window, u"Send"_s)->isEnabled()); // without a word
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(chips().isEmpty());
        const MessageModel &messages = controller()->messages();
        QCOMPARE(messages.rowCount(), 2);
        QTRY_COMPARE(MessageState(messages.index(1, 0).data(MessageStateRole).toInt()),
                     MessageState::Complete);
        QVERIFY(m_server->last("POST /gradio_api/upload").body.contains("abcdef"));
        QVERIFY(m_server->last(chatapp::kJoin).body.contains("/tmp/gradio/a.txt"));
        const auto files = messages.index(0, 0).data(MessageFilesRole).value<QList<StoredFile>>();
        QCOMPARE(files.size(), 1);
        QCOMPARE(files.at(0).name, u"a.txt"_s);
        QCOMPARE(stored(), QStringList{u"a.txt"_s}); // one copy, not two
        QVERIFY(QFile::exists(path));
        QVERIFY((*m_services)->history().draftFiles(controller()->id()).isEmpty());
    }

    void theUploadShowsHowFarItIs()
    {
        serve();
        connectSpace();
        m_server->answers["POST /gradio_api/upload"] = ScriptedServer::silence();
        attachFiles({file(u"a.txt"_s, QByteArray(1000, 'x'))});
        QTest::keyClick(edit(), Qt::Key_Return);
        const QModelIndex prompt = controller()->messages().index(0, 0);
        QTRY_COMPARE(prompt.data(MessageProgressRole).value<QList<double>>(), QList<double>{1.0});
        QVERIFY(controller()->activityText().startsWith(u"Sending files"_s));
        controller()->stop();
        QTRY_VERIFY(!controller()->isBusy());
        QVERIFY(prompt.data(MessageProgressRole).value<QList<double>>().isEmpty());
    }

    void aLargeFileIsCopiedBesideTheWindow()
    {
        serve();
        connectSpace();
        QFile large(m_folder->filePath(u"large.bin"_s));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(qint64(48) * 1024 * 1024));
        large.close();
        QTest::keyClicks(edit(), u"Look at this"_s);
        m_window->page().attachments().takeFiles({large.fileName(), file(u"a.txt"_s)});
        // Not a byte needs to be there for the chips.
        QCOMPARE(chipNames(), (QStringList{u"large.bin"_s, u"a.txt"_s}));
        QVERIFY(controller()->draftFiles().files().isEmpty());
        QVERIFY(chips().at(0)->accessibleName().contains(u"50"_s));
        auto *send = named<QAbstractButton>(*m_window, u"Send"_s);
        QVERIFY(send && !send->isEnabled());
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(says(u"Not sent yet: the attached files are still being copied."_s));
        QCOMPARE(controller()->messages().rowCount(), 0);
        QCOMPARE(m_window->page().composer().text(), u"Look at this"_s);
        QTRY_VERIFY(controller()->draftFiles().copies().isEmpty());
        QVERIFY(send->isEnabled());
        QVERIFY(!says(u"Not sent yet: the attached files are still being copied."_s));
        QCOMPARE(QFileInfo(chips().at(0)->file().path).size(), large.size());
        QCOMPARE(stored(), (QStringList{u"a.txt"_s, u"large.bin"_s}));
    }

    void theXGivesACopyUp()
    {
        serve();
        connectSpace();
        QFile large(m_folder->filePath(u"large.bin"_s));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(qint64(48) * 1024 * 1024));
        large.close();
        m_window->page().attachments().takeFiles({large.fileName(), file(u"a.txt"_s)});
        QTest::mouseClick(named<QToolButton>(*m_window, u"Remove large.bin"_s), Qt::LeftButton);
        QCOMPARE(chipNames(), QStringList{u"a.txt"_s});
        QTRY_COMPARE(controller()->draftFiles().files().size(), 1);
        QTRY_COMPARE(stored(), QStringList{u"a.txt"_s});
    }

    void aSourceThatGoesAwayIsSaid()
    {
        serve();
        connectSpace();
        const QString path = file(u"gone.txt"_s);
        m_window->page().attachments().takeFiles({file(u"a.txt"_s), path});
        QVERIFY(QFile::remove(path)); // before its turn has come
        QTRY_VERIFY(controller()->draftFiles().copies().isEmpty());
        QCOMPARE(chipNames(), QStringList{u"a.txt"_s});
        QVERIFY(says(u"The file “gone.txt” could not be copied into the conversation."_s));
        QCOMPARE(stored(), QStringList{u"a.txt"_s});
    }

    void whatCannotBeCopiedStays()
    {
        serve();
        connectSpace();
        attachFiles({file(u"a.txt"_s)});
        QTest::keyClicks(edit(), u"precious"_s);
        // Its copy is lost behind our back.
        QVERIFY(QFile::remove(chips().at(0)->file().path));
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_window->page().composer().text(), u"precious"_s);
        QCOMPARE(chips().size(), 1);
        QVERIFY(says(
            u"Not sent, because it could not be kept: The file “a.txt” is no longer there."_s));
        QCOMPARE(controller()->messages().rowCount(), 0);

        // And there is no folder for another one.
        const QString folder = QFileInfo(chips().at(0)->file().path).path();
        QVERIFY(QDir(folder).removeRecursively());
        QFile inTheWay(folder);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        attachFiles({file(u"b.txt"_s)});
        QVERIFY(says(u"The file “b.txt” could not be copied into the conversation."_s));
        QCOMPARE(chipNames(), QStringList{u"a.txt"_s});
    }

    void anotherSpaceMayNotTakeThem()
    {
        serve();
        connectSpace();
        attachFiles({file(u"a.txt"_s)});
        serve("{}", {}, "textbox");
        controller()->connection().refresh();
        QTRY_COMPARE(controller()->activity(), ConversationController::Activity::Ready);
        QTRY_VERIFY(!attach()->isEnabled());
        QTest::keyClicks(edit(), u"hello"_s);
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(says(u"Not sent: This Space takes no files."_s));
        QCOMPARE(chips().size(), 1);
        QCOMPARE(m_window->page().composer().text(), u"hello"_s);
    }

    void manyChipsScroll()
    {
        serve();
        connectSpace();
        m_window->resize(800, 600);
        QStringList paths;
        for (int i = 0; i < 20; ++i)
            paths += file(u"a file with quite a long name, as cameras give them %1.txt"_s.arg(i));
        m_window->page().attachments().takeFiles(paths);
        QCOMPARE(chips().size(), 20);
        auto *bar = m_window->findChild<AttachmentBar *>();
        QVERIFY(bar->height() < 200);
        QVERIFY(bar->widget()->height() > bar->height());
        for (const AttachmentChip *chip : chips())
            QVERIFY(bar->widget()->rect().contains(chip->geometry()));
    }
};

QTEST_MAIN(TestAttachments)
#include "tst_attachments.moc"
