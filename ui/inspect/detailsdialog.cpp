#include "inspect/detailsdialog.h"

#include "gradio/callscript.h"
#include "inspect/statisticswords.h"
#include "widgets/labels.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QTabWidget>
#include <QTimer>
#include <QTreeWidget>

#include <chrono>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace spaceline {

namespace {

constexpr auto kCopiedShown = 1500ms;
constexpr int kRowPad = 8; ///< pixels
constexpr int kColumnGap = 24;

QString bytesWords(qint64 bytes) { return QLocale().formattedDataSize(bytes, 1); }

/// The requests of all calls, as they went out.
QString requestsText(const Timeline &timeline)
{
    QString text;
    for (const Timeline::Call &call : timeline.calls) {
        for (const Timeline::Request &request : call.requests) {
            text += request.line + u'\n';
            if (!request.body.isEmpty())
                text += QString::fromUtf8(request.body) + u'\n';
            text += u'\n';
        }
    }
    return text.trimmed();
}

QString responsesText(const Timeline &timeline)
{
    QStringList parts;
    for (const Timeline::Call &call : timeline.calls)
        parts += QString::fromUtf8(call.response);
    return parts.join(u'\n').trimmed();
}

} // namespace

DetailsDialog::DetailsDialog(const ReplyDetails &details, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Details of the reply"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 16);
    layout->setSpacing(12);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(6);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignTop);
    const auto add = [this, form](const QString &name, const QString &value) {
        if (value.isEmpty())
            return;
        auto *label = new QLabel(value, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        form->addRow(mutedLabel(name, this), label);
    };
    add(tr("Space"), details.space);
    add(tr("Server"), details.timeline.server);
    add(tr("Sent"), QLocale().toString(details.sent, QLocale::LongFormat));
    if (details.failure) {
        add(tr("Failed"), u"%1 (%2)"_s.arg(details.failure.sentence(), details.failure.code()));
    }
    layout->addLayout(form);

    if (details.timeline.isEmpty()) {
        layout->addWidget(mutedLabel(tr("How this reply was made was not kept."), this));
        layout->addStretch();
    } else {
        auto *tabs = new QTabWidget(this);
        tabs->setDocumentMode(true);
        tabs->addTab(makeStages(details), tr("Timeline"));
        addText(*tabs, tr("Request"), requestsText(details.timeline));
        addText(*tabs, tr("Response"), responsesText(details.timeline));
        layout->addWidget(tabs, 1);
        addCopyButtons(details.timeline, *layout);
        resize(QSize(620, 560).boundedTo(screen()->availableGeometry().size() * 9 / 10));
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *close = buttons->button(QDialogButtonBox::Close);
    close->setAccessibleName(close->text().remove(u'&'));
    close->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    close->setFocus();
}

QWidget *DetailsDialog::makeStages(const ReplyDetails &details)
{
    const Timeline &timeline = details.timeline;
    auto *tree = new QTreeWidget(this);
    tree->setAccessibleName(tr("Timeline"));
    tree->setColumnCount(3);
    tree->setHeaderLabels({tr("Stage"), tr("After"), tr("What")});
    tree->setRootIsDecorated(false);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setUniformRowHeights(true);
    const auto add = [tree](const QString &stage, qint64 ms, const QString &what = {}) {
        auto *item = new QTreeWidgetItem(tree, {stage, ms < 0 ? QString() : timeWords(ms), what});
        // As wide as what is in them, with room between.
        const QFontMetrics metrics = tree->fontMetrics();
        for (const int column : {0, 1}) {
            item->setSizeHint(column,
                              {metrics.horizontalAdvance(item->text(column)) + kColumnGap,
                               metrics.height() + kRowPad});
        }
        item->setToolTip(2, what);
    };
    qint64 sent = 0;
    qint64 received = 0;
    int events = 0;
    int partials = 0;
    QStringList endpoints;
    for (const Timeline::Call &call : timeline.calls) {
        sent += call.sentBytes;
        received += call.receivedBytes;
        events += call.events;
        partials += call.partials;
        endpoints += call.endpoint;
    }
    if (timeline.uploaded >= 0)
        add(tr("Files sent"), timeline.uploaded, bytesWords(timeline.uploadedBytes));
    if (timeline.submitted >= 0) {
        add(tr("Accepted"), timeline.submitted,
            tr("%1, sent %2").arg(endpoints.join(u", "_s), bytesWords(sent)));
    }
    if (timeline.started >= 0) {
        add(tr("Started"), timeline.started,
            tr("in the queue for %1").arg(timeWords(timeline.queueTime())));
    }
    if (timeline.firstData >= 0)
        add(tr("First part"), timeline.firstData);
    if (partials > 0)
        add(tr("Parts of the answer"), -1, QLocale().toString(partials));
    add(details.failure ? tr("Failed") : tr("Complete"), timeline.finished,
        tr("received %1, events: %2").arg(bytesWords(received), QLocale().toString(events)));
    if (timeline.filesFetched >= 0) {
        add(tr("Files fetched"), timeline.filesFetched,
            tr("files: %1, %2").arg(QString::number(details.files), bytesWords(details.fileBytes)));
    }
    tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    tree->header()->setSectionResizeMode(2, QHeaderView::Stretch);
    return tree;
}

void DetailsDialog::addText(QTabWidget &tabs, const QString &title, const QString &text)
{
    auto *box = new QPlainTextEdit(this);
    box->setAccessibleName(title);
    box->setReadOnly(true);
    box->setUndoRedoEnabled(false);
    box->setFrameShape(QFrame::NoFrame);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(this->font().pointSizeF() * kMutedSize);
    box->setFont(font);
    box->setLayoutDirection(Qt::LeftToRight);
    box->setWordWrapMode(QTextOption::WrapAnywhere);
    box->setPlainText(text);
    box->setPlaceholderText(tr("Nothing."));
    tabs.addTab(box, title);
}

void DetailsDialog::addCopyButtons(const Timeline &timeline, QLayout &layout)
{
    const gradio::CallScript script = gradio::CallScript::fromJson(timeline.script);
    using Writer = QString (*)(const gradio::CallScript &);
    const std::array<std::pair<QString, Writer>, 3> writers{
        std::pair{tr("Copy as curl"), Writer(&gradio::asCurl)},
        std::pair{tr("Copy as Python"), Writer(&gradio::asPython)},
        std::pair{tr("Copy as JavaScript"), Writer(&gradio::asJavaScript)}};
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (const auto &[text, writer] : writers) {
        auto *button = new QPushButton(text, this);
        button->setAccessibleName(text);
        button->setAutoDefault(false);
        button->setEnabled(!script.isEmpty());
        if (script.isEmpty())
            button->setToolTip(tr("What was sent is too long to be kept."));
        connect(
            button, &QPushButton::clicked, button, [button, text = text, writer = writer, script] {
                QGuiApplication::clipboard()->setText(writer(script));
                button->setText(tr("Copied"));
                QTimer::singleShot(kCopiedShown, button, [button, text] { button->setText(text); });
            });
        row->addWidget(button);
    }
    row->addStretch();
    static_cast<QBoxLayout &>(layout).addLayout(row);
}

} // namespace spaceline
