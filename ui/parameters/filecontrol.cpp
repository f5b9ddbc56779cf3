#include "parameters/filecontrol.h"

#include "gradio/parameterfiles.h"
#include "gradio/parametervalues.h"
#include "widgets/filelook.h"
#include "widgets/icons.h"
#include "widgets/labels.h"
#include "widgets/mimefiles.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QMimeDatabase>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace spaceline {

namespace {

constexpr int kThumbnail = 40; ///< pixels
constexpr int kClear = 28;

QString nameOf(const QJsonValue &file)
{
    const QJsonObject object = file.toObject();
    const QString name = object.value("orig_name"_L1).toString();
    if (!name.isEmpty())
        return name;
    const QString path = object.value("path"_L1).toString(object.value("name"_L1).toString());
    return path.mid(path.lastIndexOf(u'/') + 1);
}

} // namespace

FileControl::FileControl(const gradio::Parameter &parameter, QWidget *parent)
    : ParameterControl(parent)
    , m_parameter(parameter)
    , m_rows(new QWidget(this))
    , m_pick(new QPushButton(this))
{
    m_pick->setAutoDefault(false);
    m_pick->setAccessibleName(gradio::titleOf(parameter));
    setAcceptDrops(true);
    setFocusProxy(m_pick);
    auto *rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins({});
    rows->setSpacing(4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(m_rows);
    layout->addWidget(m_pick);
    connect(m_pick, &QPushButton::clicked, this, &FileControl::pick);
    showFiles();
}

QJsonValue FileControl::value() const
{
    if (m_parameter.multiple)
        return m_files.isEmpty()
            ? m_parameter.fallback.isArray() ? QJsonValue(m_files) : QJsonValue()
            : QJsonValue(m_files);
    return m_files.isEmpty() ? QJsonValue() : m_files.at(0);
}

void FileControl::setValue(const QJsonValue &value)
{
    m_files = value.isArray() ? value.toArray()
        : value.isObject()    ? QJsonArray{value}
                              : QJsonArray();
    showFiles();
}

void FileControl::takeFiles(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    const QMimeDatabase types;
    if (!m_parameter.multiple)
        m_files = {};
    for (const QString &path : m_parameter.multiple ? paths : QStringList{paths.constLast()}) {
        const QFileInfo file(path);
        m_files.append(gradio::localFileValue(
            {file.absoluteFilePath(), file.fileName(), types.mimeTypeForFile(file).name()}));
    }
    showFiles();
    Q_EMIT edited();
}

void FileControl::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localPathsOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void FileControl::dropEvent(QDropEvent *event)
{
    takeFiles(localPathsOf(*event->mimeData()));
    event->acceptProposedAction();
}

void FileControl::pick()
{
    auto *dialog = new QFileDialog(this, gradio::titleOf(m_parameter));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(m_parameter.multiple ? QFileDialog::ExistingFiles
                                             : QFileDialog::ExistingFile);
    QStringList patterns;
    for (const QString &type : gradio::acceptedTypes(m_parameter)) {
        if (type.startsWith(u'.'))
            patterns += u'*' + type;
    }
    // Families ("image") are checked when the file is chosen.
    if (patterns.size() == gradio::acceptedTypes(m_parameter).size() && !patterns.isEmpty())
        dialog->setNameFilter(patterns.join(u' '));
    connect(dialog, &QFileDialog::filesSelected, this, &FileControl::takeFiles);
    dialog->open();
}

void FileControl::showFiles()
{
    qDeleteAll(m_rows->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    for (qsizetype i = 0; i < m_files.size(); ++i)
        m_rows->layout()->addWidget(makeRow(i));
    m_rows->setVisible(!m_files.isEmpty());
    m_pick->setText(m_parameter.multiple
                        ? m_files.isEmpty() ? tr("Choose files…") : tr("Add files…")
                        : m_files.isEmpty() ? tr("Choose a file…")
                                            : tr("Choose another file…"));
}

void FileControl::remove(qsizetype index)
{
    m_files.removeAt(index);
    m_pick->setFocus();
    // The button that was clicked is among the rows: it may go only when it has returned.
    QMetaObject::invokeMethod(this, &FileControl::showFiles, Qt::QueuedConnection);
    Q_EMIT edited();
}

QWidget *FileControl::makeRow(qsizetype index)
{
    const QJsonValue file = m_files.at(index);
    auto *row = new QWidget(m_rows);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    auto *name = new ElidedLabel(row);
    name->setText(nameOf(file));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(name);
    if (const std::optional<LocalFile> local = gradio::localFileOf(file)) {
        const QSize room = QSize(kThumbnail, kThumbnail) * devicePixelRatioF();
        QImage picture = smallPicture(local->path, room);
        if (!picture.isNull()) {
            picture.setDevicePixelRatio(devicePixelRatioF());
            auto *shown = new QLabel(row);
            shown->setPixmap(QPixmap::fromImage(picture));
            shown->setFixedSize(kThumbnail, kThumbnail);
            shown->setAlignment(Qt::AlignCenter);
            layout->addWidget(shown);
        }
        const QFileInfo there(local->path);
        words->addWidget(
            mutedLabel(there.exists() ? fileSizeText(there.size()) : tr("No longer there"), row));
    }
    auto *clear = new QToolButton(row);
    clear->setAutoRaise(true);
    clear->setFixedSize(kClear, kClear);
    clear->setIcon(symbolicIcon("window-close"_L1));
    clear->setAccessibleName(tr("Remove %1").arg(nameOf(file)));
    clear->setToolTip(clear->accessibleName());
    connect(clear, &QToolButton::clicked, this, [this, index] { remove(index); });
    layout->addLayout(words, 1);
    layout->addWidget(clear);
    return row;
}

} // namespace spaceline
