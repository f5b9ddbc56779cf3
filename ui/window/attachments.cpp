#include "window/attachments.h"

#include "chat/conversationcontroller.h"
#include "chat/draftfiles.h"
#include "chat/spaceconnection.h"
#include "composer/composer.h"

#include <QBuffer>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeDatabase>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

Attachments::Attachments(Composer &composer) : QObject(&composer), m_composer(composer)
{
    connect(&composer, &Composer::attachRequested, this, &Attachments::pick);
    connect(&composer, &Composer::filesPasted, this, &Attachments::takeFiles);
    connect(&composer, &Composer::imagePasted, this, &Attachments::takeImage);
    connect(&composer, &Composer::removeRequested, this, &Attachments::remove);
    connect(&composer, &Composer::textFileRequested, this, &Attachments::takeText);
    connect(&composer, &Composer::textFileTakenBack, this, [this] { remove(m_ofText); });
}

void Attachments::setController(ConversationController *controller)
{
    if (m_controller) {
        m_controller->draftFiles().disconnect(this);
        m_controller->connection().disconnect(this);
    }
    m_controller = controller;
    m_ofText = {};
    if (controller) {
        const DraftFiles *files = &controller->draftFiles();
        connect(files, &DraftFiles::changed, this, &Attachments::show);
        connect(files, &DraftFiles::progressed, this, &Attachments::showProgress);
        connect(files, &DraftFiles::failed, &m_composer, &Composer::showProblem);
        connect(&controller->connection(), &SpaceConnection::mappingChanged, this,
                &Attachments::update);
    }
    show();
    update();
}

void Attachments::show()
{
    QList<LocalFile> files;
    QList<LocalFile> unfinished;
    if (m_controller) {
        files = m_controller->draftFiles().files();
        for (const DraftFiles::Copy &copy : m_controller->draftFiles().copies())
            unfinished += copy.file;
    }
    m_composer.setFiles(files, unfinished);
    if (!m_controller)
        return;
    for (const DraftFiles::Copy &copy : m_controller->draftFiles().copies())
        m_composer.setFileProgress(copy.file, copy.copied, copy.size);
}

void Attachments::showProgress()
{
    const DraftFiles::Copy &copy = m_controller->draftFiles().copies().constFirst();
    m_composer.setFileProgress(copy.file, copy.copied, copy.size);
}

qsizetype Attachments::count() const
{
    const DraftFiles &draft = m_controller->draftFiles();
    return draft.files().size() + draft.copies().size();
}

void Attachments::update()
{
    const gradio::FileRules taken = rules();
    m_composer.setAttaching(refusal(), accepted());
    m_composer.setTakesTextFiles(taken.takes(u"text.txt"_s, u"text/plain"_s));
}

bool Attachments::isReady() const
{
    return m_controller && m_controller->connection().state() == SpaceConnection::State::Ready;
}

gradio::FileRules Attachments::rules() const
{
    if (!isReady())
        return {};
    const SpaceConnection &connection = m_controller->connection();
    return {connection.mapping(), connection.config(), m_controller->parameters()};
}

QString Attachments::refusal() const
{
    if (!m_controller || !m_controller->canSend())
        return tr("Choose a Space first");
    if (!isReady())
        return tr("The Space is not ready yet: what files it takes is not known.");
    return rules().takesFiles() ? QString() : tr("This Space takes no files.");
}

QString Attachments::accepted() const
{
    const gradio::FileRules taken = rules();
    return taken.takesFiles() ? taken.description() : QString();
}

QString Attachments::problem() const
{
    if (!isReady())
        return {};
    const gradio::FileRules taken = rules();
    qsizetype count = 0;
    for (const LocalFile &file : m_controller->draftFiles().files()) {
        QString problem = taken.problemOf(file, QFileInfo(file.path).size(), count++);
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

void Attachments::pick()
{
    if (const QString why = refusal(); !why.isEmpty()) {
        m_composer.showProblem(why);
        return;
    }
    auto *dialog = new QFileDialog(&m_composer, tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    const QStringList suffixes = rules().suffixes();
    // Families ("images") are checked when a file is chosen.
    if (!suffixes.isEmpty())
        dialog->setNameFilters({tr("What this Space takes (%1)").arg(u'*' + suffixes.join(u" *"_s)),
                                tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, &Attachments::takeFiles);
    dialog->open();
}

void Attachments::takeFiles(const QStringList &paths)
{
    QString problem = refusal();
    if (problem.isEmpty()) {
        const gradio::FileRules taken = rules();
        const QMimeDatabase types;
        QList<LocalFile> files;
        for (const QString &path : paths) {
            const QFileInfo info(path);
            const LocalFile file{info.absoluteFilePath(), info.fileName(),
                                 types.mimeTypeForFile(info).name()};
            const QString wrong = info.isDir()
                ? tr("“%1” is a folder; only files can be attached.").arg(file.name)
                : !info.isFile() || !info.isReadable()
                ? tr("“%1” cannot be read.").arg(file.name)
                : taken.problemOf(file, info.size(), count() + files.size());
            if (wrong.isEmpty())
                files += file;
            else if (problem.isEmpty())
                problem = wrong; // the others are taken all the same
        }
        m_composer.showProblem({});
        if (!files.isEmpty())
            m_controller->draftFiles().attach(files);
    }
    m_composer.focusText();
    if (!problem.isEmpty())
        m_composer.showProblem(problem);
}

void Attachments::takeImage(const QImage &image)
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    takeContent(tr("Pasted image") + u".png"_s, u"image/png"_s, png);
}

void Attachments::takeText(const QString &text)
{
    if (!takeContent(tr("Pasted text") + u".txt"_s, u"text/plain"_s, text.toUtf8()))
        return;
    m_ofText = m_controller->draftFiles().files().constLast();
    m_composer.takeOutText();
}

bool Attachments::takeContent(const QString &name, const QString &mime, const QByteArray &content)
{
    QString problem = refusal();
    if (problem.isEmpty())
        problem = rules().problemOf({{}, name, mime}, content.size(), count());
    if (problem.isEmpty())
        problem = m_controller->draftFiles().attach(name, mime, content);
    m_composer.showProblem(problem);
    return problem.isEmpty();
}

void Attachments::remove(const LocalFile &file)
{
    if (m_controller)
        m_controller->draftFiles().detach(file);
}

} // namespace spaceline
